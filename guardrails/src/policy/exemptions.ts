import Type from 'typebox';
import { Compile } from 'typebox/schema';
import { ConfigurationError } from '../errors.ts';
import { explainInvalid } from './explain-invalid.ts';
import { parseJson } from './parse-json.ts';
import type { Exemption } from './policy.ts';

/** Name of the exemption file, in the root of a repository. */
export const exemptionsFile = 'interlock.exemptions.json';

const closed = { additionalProperties: false } as const;

/** `interlock.exemptions.json`. */
export const exemptionsDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    exemptions: Type.Array(
      Type.Object(
        {
          fingerprint: Type.String({ pattern: '^[0-9a-f]{16}$' }),
          until: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
          reason: Type.String({ minLength: 1 }),
          content: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
          code: Type.Optional(Type.String()),
          file: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
);

const validator = Compile(exemptionsDocument);

/**
 * Parses `interlock.exemptions.json`: `{ "exemptions": [ { "fingerprint", "until", "reason", "content"?, "code"?, "file"? } ] }`. Pure.
 * @param file how messages call it
 * @throws ConfigurationError with the entry's path, the value got and what is allowed
 */
export const parseExemptions = (text: string, file: string = exemptionsFile): readonly Exemption[] => {
  const given = parseJson(text, file);
  const problem = explainInvalid(exemptionsDocument, given);
  if (problem !== null || !validator.Check(given)) throw new ConfigurationError(`${file}: ${problem ?? 'not valid'}`);
  for (const [index, { until }] of given.exemptions.entries())
    if (!isDay(until))
      throw new ConfigurationError(
        `${file}: \`exemptions.${index}.until\` must be a day (YYYY-MM-DD), got "${until}".`,
      );
  return given.exemptions;
};

/** Whether an ISO date names a day that there is. */
export const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
