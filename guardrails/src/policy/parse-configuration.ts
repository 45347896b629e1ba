import { Compile } from 'typebox/schema';
import { ConfigurationError } from '../errors.ts';
import { configurationSchema } from './configuration-schema.ts';
import { configuration, type Configuration } from './configuration.ts';
import { defaultConfiguration, defaultService, guardrailIds } from './default-configuration.ts';
import { explainInvalid } from './explain-invalid.ts';
import { nearestName } from './nearest-name.ts';
import { parseJson } from './parse-json.ts';

type Options = { readonly [name: string]: unknown };

/** Name of the configuration file, in the root of a repository. */
export const configurationFile = 'interlock.config.json';

/**
 * Parses and normalises the text of `interlock.config.json`: what it does not say has its default. Pure.
 * @param file how messages call it
 * @throws ConfigurationError with the option's path, the value got and what is allowed
 */
export const parseConfiguration = (text: string, file: string = configurationFile): Configuration => {
  const given = parseJson(text, file);
  const problem = explainInvalid(configurationSchema(), given);
  if (problem !== null) throw new ConfigurationError(`${file}: ${problem}`);
  const merged = normalise(given as Options);
  if (!Compile(configuration).Check(merged)) throw new Error(`${file} is valid, but its normalised form is not`);
  requireKnownGuardrails(merged, file);
  return merged;
};

const normalise = (given: Options): Options => {
  const services = isOptions(given['services']) ? given['services'] : {};
  return {
    ...withDefaults(given, defaultConfiguration),
    services: Object.fromEntries(
      Object.entries(services).map(([name, service]) => [name, withDefaults(service as Options, defaultService)]),
    ),
  };
};

const withDefaults = (given: Options, defaults: Options): Options => {
  const names = [...new Set([...Object.keys(defaults), ...Object.keys(given)])];
  return Object.fromEntries(
    names.map((name) => {
      const [own, other] = [given[name], defaults[name]];
      return [name, isOptions(own) && isOptions(other) ? withDefaults(own, other) : (own ?? other)];
    }),
  );
};

const isOptions = (value: unknown): value is Options =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const requireKnownGuardrails = ({ guardrails }: Configuration, file: string): void => {
  const unknown = guardrails.find((id) => !guardrailIds.some((known) => known === id));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, guardrailIds);
  throw new ConfigurationError(
    `${file}: option \`guardrails\` names "${unknown}", which is no guardrail${nearest === null ? '' : `, did you mean "${nearest}"`}? (There are: ${guardrailIds.join(', ')}.)`,
  );
};
