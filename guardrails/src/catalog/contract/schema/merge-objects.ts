import { isRecord, member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-document.ts';
import { child, members } from '../document/resolve-reference.ts';
import type { Located } from '../document/resolve-reference.ts';
import { childrenOf, isSchema } from './part.ts';
import { matchesPattern } from './pattern.ts';
import type { Parts, Schema } from './schema.ts';

type Objects = Pick<
  Schema,
  | 'properties'
  | 'patternProperties'
  | 'additional'
  | 'required'
  | 'dependentRequired'
  | 'dependentSchemas'
  | 'propertyNames'
>;

/** What parts say of the properties of an object. Each part's `additionalProperties` looks at its own names only. Pure. */
export const mergeObjects = (parts: readonly Located[]): Objects => {
  const readers = parts.map(readPart);
  const names = new Set(readers.flatMap(({ named }) => [...named.keys()]));
  const dependencies = parts.flatMap(dependenciesOf);
  return {
    properties: new Map([...names].map((name) => [name, readers.flatMap((reader) => partsOfName(reader, name))])),
    patternProperties: grouped(readers.flatMap(({ patterns }) => patterns.map(([word, at]) => [word, [at]] as const))),
    additional: readers.flatMap(({ additional, unevaluated }) => (additional.length > 0 ? additional : unevaluated)),
    required: new Set(parts.flatMap(({ node }) => stringsOf(member(node, 'required')))),
    dependentRequired: mergeSets(dependencies),
    dependentSchemas: grouped(dependencies.flatMap(([name, at]) => (isSchema(at.node) ? [[name, [at]] as const] : []))),
    propertyNames: childrenOf(parts, 'propertyNames'),
  };
};

type PartReader = {
  readonly named: ReadonlyMap<string, Located>;
  readonly patterns: readonly (readonly [string, Located])[];
  readonly additional: Parts;
  readonly unevaluated: Parts;
};

const readPart = (part: Located): PartReader => ({
  named: new Map(members(child(part, 'properties')).filter(([, at]) => isSchema(at.node))),
  patterns: members(child(part, 'patternProperties')).filter(([, at]) => isSchema(at.node)),
  additional: childrenOf([part], 'additionalProperties'),
  unevaluated: childrenOf([part], 'unevaluatedProperties'),
});

const partsOfName = ({ named, patterns, additional }: PartReader, name: string): Parts => {
  const own = named.get(name);
  const matched = patterns.filter(([pattern]) => matchesPattern(pattern, name) === true).map(([, at]) => at);
  if (own !== undefined) return [own, ...matched];
  return matched.length > 0 ? matched : additional;
};

/** `dependentRequired`, `dependentSchemas`, and `dependencies` of the older drafts, which holds both. */
const dependenciesOf = (part: Located): readonly (readonly [string, Located])[] =>
  ['dependentRequired', 'dependentSchemas', 'dependencies'].flatMap((word) => members(child(part, word)));

const mergeSets = (dependencies: readonly (readonly [string, Located])[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const merged = new Map<string, Set<string>>();
  for (const [name, { node }] of dependencies) {
    if (isRecord(node) || !Array.isArray(node)) continue;
    merged.set(name, new Set([...(merged.get(name) ?? []), ...stringsOf(node)]));
  }
  return merged;
};

const grouped = (entries: readonly (readonly [string, Parts])[]): ReadonlyMap<string, Parts> => {
  const groups = new Map<string, Parts>();
  for (const [key, parts] of entries) groups.set(key, [...(groups.get(key) ?? []), ...parts]);
  return groups;
};

const stringsOf = (value: Node): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
