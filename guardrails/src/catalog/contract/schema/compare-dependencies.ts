import { stricter } from './stricter.ts';
import type { LocalDifference, ReadPair } from './schema-difference.ts';
import type { Schema } from './schema.ts';

/** Compares what the presence of one property asks of the others, and what names may be. Pure. */
export const compareDependencies = (pair: ReadPair): readonly LocalDifference[] => [
  ...compareRequired(pair),
  ...compareSchemasOf(pair),
  ...compareNames(pair),
];

const compareRequired = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer, base, head } = pair;
  return [...outer.dependentRequired].flatMap(([name, needed]) => {
    const own = inner.dependentRequired.get(name);
    const isKept = [...needed].every((other) => inner.required.has(other) || own?.has(other) === true);
    return isKept
      ? []
      : [stricter(pair, { keyword: 'dependentRequired', change: [describe(base, name), describe(head, name)] })];
  });
};

const describe = ({ dependentRequired }: Schema, name: string): string =>
  `${name} needs ${[...(dependentRequired.get(name) ?? ['nothing'])].join(', ')}`;

const compareSchemasOf = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer, accepts, base, head } = pair;
  const text = (schema: Schema, name: string) => (schema.dependentSchemas.has(name) ? `${name} has one` : 'none');
  return [...outer.dependentSchemas]
    .filter(([name, parts]) => !accepts(inner.dependentSchemas.get(name) ?? [], parts))
    .map(([name]) => stricter(pair, { keyword: 'dependentSchemas', change: [text(base, name), text(head, name)] }));
};

const compareNames = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer, accepts, base, head } = pair;
  if (outer.propertyNames.length === 0 || accepts(inner.propertyNames, outer.propertyNames)) return [];
  const text = ({ propertyNames }: Schema) => (propertyNames.length === 0 ? 'any' : 'by a schema');
  return [stricter(pair, { keyword: 'propertyNames', change: [text(base), text(head)] })];
};
