import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Fields, Value } from './as-json-schema.ts';
import type { Validate } from './check-witness.ts';

type Validator = (schema: object, options: object) => (value: unknown) => boolean;

/** schemasafe's validator from a folder of peers: a second one that shares no code with ajv. */
export const schemasafeFrom = (folder: string): Validate => {
  const { validator } = createRequire(join(folder, 'plain', 'package.json'))('@exodus/schemasafe') as {
    validator: Validator;
  };
  return (schema, value) =>
    validator(withKnownFormats(schema) as object, {
      mode: 'lax',
      $schemaDefault: 'http://json-schema.org/draft/2020-12/schema',
      allowUnusedKeywords: true,
      formatAssertion: true,
      formats: { url: (text: string) => URL.canParse(text) },
    })(value);
};

const knownFormats = /^(date|date-time|time|email|uuid|uri|uri-reference|ipv4|ipv6|hostname|regex|json-pointer|url)$/;

/** It refuses to compile a format that it does not know; JSON Schema says to let such values pass. */
const withKnownFormats = (node: Value): Value => {
  if (Array.isArray(node)) return (node as readonly Value[]).map(withKnownFormats);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node as Fields)
      .filter(([key, value]) => key !== 'format' || typeof value !== 'string' || knownFormats.test(value))
      .map(([key, value]) => [key, withKnownFormats(value)]),
  );
};
