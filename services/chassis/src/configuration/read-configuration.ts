import { type Static, type TObject } from 'typebox';
import { Value } from 'typebox/value';

/** A deployer's mistake: printed as one sentence without a stack before the process ends with exit code 2. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** The environment variable of a configuration key: `featuresUrl` is read from `FEATURES_URL`. */
export const environmentName = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/**
 * The configuration of a service, read from the environment once, at start; nothing else reads the environment.
 * @param schema one property a setting, with its default; `secret: true` on a property masks it when printed
 * @param environment injected by tests
 * @throws ConfigurationError that names every variable that is missing or wrong, without its value when it is secret
 */
export const readConfiguration = <Schema extends TObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Static<Schema> => {
  const given = Object.keys(schema.properties)
    .map((key) => [key, environment[environmentName(key)]] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  const candidate = Value.Default(schema, Value.Convert(schema, Object.fromEntries(given)));
  if (Value.Check(schema, candidate)) return candidate;
  const problems = [...Value.Errors(schema, candidate)].flatMap((error) => describe(schema, error));
  throw new ConfigurationError(
    `The environment does not configure this service: ${[...new Set(problems)].join('; ')}. Set the variables named and start again.`,
  );
};

/** The configuration as it may be logged: the value of a property marked `secret: true` is replaced, unless empty. */
export const maskSecrets = (
  schema: TObject,
  configuration: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [
      key,
      isSecret(schema, key) && value !== '' ? '(secret)' : value,
    ]),
  );

type Problem = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message: string;
  readonly params: object;
};

const describe = (schema: TObject, { instancePath, keyword, message, params }: Problem): string[] => {
  if (keyword === 'required' && 'requiredProperties' in params)
    return (params.requiredProperties as string[]).map((key) => `${environmentName(key)} is missing`);
  const key = instancePath.slice(1);
  return [`${environmentName(key)}${isSecret(schema, key) ? ' (secret)' : ''} ${message}`];
};

const isSecret = (schema: TObject, key: string): boolean => {
  const property: unknown = schema.properties[key];
  return typeof property === 'object' && property !== null && 'secret' in property && property.secret === true;
};
