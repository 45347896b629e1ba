import { Compile } from 'typebox/schema';
import type { JsonSchema } from './configuration-schema.ts';
import { nearestName } from './nearest-name.ts';

type Problem = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
};

/**
 * Says in one sentence what is wrong with a value by a JSON Schema, or null when nothing is: the option's path, the
 * value got, what is allowed, and for an unknown option the nearest known one. Pure.
 * @param document a JSON Schema
 */
export const explainInvalid = (document: object, value: unknown): string | null => {
  const schema = document as JsonSchema;
  const [isValid, problems] = Compile(schema).Errors(value);
  if (isValid) return null;
  const unknown = problems.find((problem) => problem.keyword === 'additionalProperties');
  const first = unknown ?? problems.find((problem) => problem.keyword === 'anyOf') ?? problems[0];
  if (first === undefined) return 'It does not match its schema.';
  return unknown === undefined ? explainValue({ schema, value, problem: first }) : explainUnknown(schema, unknown);
};

const explainUnknown = (schema: JsonSchema, { instancePath, params }: Problem): string => {
  const [name = ''] = 'additionalProperties' in params ? (params.additionalProperties as readonly string[]) : [];
  const parts = parsePointer(instancePath);
  const parent = schemaAt(schema, parts);
  const known = Object.keys(parent?.properties ?? {});
  const allowed =
    known.length > 0
      ? `known here: ${known.join(', ')}`
      : `allowed: ${Object.keys(parent?.patternProperties ?? {}).join(', ')}`;
  const nearest = nearestName(name, known);
  return `Unknown option \`${[...parts, name].join('.')}\`${nearest === null ? '' : `, did you mean \`${nearest}\``}? (${allowed})`;
};

const explainValue = (found: { schema: JsonSchema; value: unknown; problem: Problem }): string => {
  const { schema, value, problem } = found;
  const parts = parsePointer(problem.instancePath);
  const option = parts.length === 0 ? 'The whole document' : `Option \`${parts.join('.')}\``;
  const allowed = problem.keyword === 'anyOf' ? alternatives(schemaAt(schema, parts)) : problem.message;
  return `${option} ${allowed}, got ${shorten(JSON.stringify(valueAt(value, parts)))}.`;
};

const alternatives = (schema: JsonSchema | undefined): string => {
  const options = Array.isArray(schema?.['anyOf']) ? (schema['anyOf'] as readonly JsonSchema[]) : [];
  return `must be ${options.map((option) => JSON.stringify(option['const'] ?? option['type'])).join(' or ')}`;
};

const parsePointer = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const schemaAt = (schema: JsonSchema, parts: readonly string[]): JsonSchema | undefined =>
  parts.reduce<JsonSchema | undefined>((at, part) => {
    const named = at?.properties;
    if (named !== undefined && Object.hasOwn(named, part)) return named[part];
    return Object.values(at?.patternProperties ?? {})[0] ?? (at?.['items'] as JsonSchema | undefined);
  }, schema);

const valueAt = (value: unknown, parts: readonly string[]): unknown =>
  parts.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as { [name: string]: unknown })[part] : undefined),
    value,
  );

const shorten = (text: string | undefined): string =>
  text === undefined ? 'nothing' : text.length > 80 ? `${text.slice(0, 79)}…` : text;
