import { compareOnce } from './compare-once.ts';
import { isSameSchema } from './same-schema.ts';
import type {
  LocalDifference,
  LocalPair,
  SchemaDifference,
  SchemaPair,
  SchemaReaders,
  Step,
  Way,
} from './schema-difference.ts';
import type { Parts, Schema } from './schema.ts';

export { createSchemaReaders } from './schema-difference.ts';
export type { SchemaDifference, SchemaPair, SchemaReaders } from './schema-difference.ts';

/**
 * Compares two schemas and all that they lead to, by the direction of the data: a request may only become wider, a
 * response only narrower, and that is asked of what they accept, not of how they are written. Recursive schemas end,
 * because a pair is looked at once. Pure but for remembering in `readers.memory`, which makes large documents fast.
 */
export const compareSchemas = (start: SchemaPair, readers: SchemaReaders): readonly SchemaDifference[] => {
  const found = new Map<string, SchemaDifference>();
  const visited = new Map<Schema, Set<Schema>>();
  // A list instead of recursion: a deep document must not exhaust the stack.
  const pending: Met[] = [{ base: [start.base], head: [start.head], trail: start.trail, from: null }];
  for (let met = pending.pop(); met !== undefined; met = pending.pop()) {
    if (isSameSchema(met.base, met.head, readers)) continue;
    const [base, head] = [readers.base.read(met.base), readers.head.read(met.head)];
    if (visited.get(base)?.has(head) === true || !base.isKnown || !head.isKnown) continue;
    visited.set(base, (visited.get(base) ?? new Set()).add(head));
    const local = compareOnce(
      { base, head },
      { direction: start.direction, openness: start.openness ?? 'tolerant', readers },
    );
    for (const difference of local.differences) {
      const told = tell(difference, { start, met, base, head });
      const { kind, subject, from, to, basePointer, headPointer } = told;
      const key = JSON.stringify([kind, subject, from, to, basePointer, headPointer]);
      if (!found.has(key)) found.set(key, told);
    }
    for (const pair of local.pairs.toReversed()) pending.push(below(met, pair));
  }
  return [...found.values()];
};

/** Two schemas on the way, linked to where they were met. */
type Met = {
  readonly base: Parts;
  readonly head: Parts;
  readonly trail: string;
  readonly from: { readonly met: Met; readonly key: string | number | null } | null;
};

const below = (met: Met, { key, name, base, head }: LocalPair): Met => ({
  base,
  head,
  trail: joinTrail(met.trail, name),
  from: { met, key },
});

const joinTrail = (trail: string, name: string): string =>
  name === '' || name.startsWith('[') || trail === '' ? `${trail}${name}` : `${trail}.${name}`;

type Telling = {
  readonly start: SchemaPair;
  readonly met: Met;
  readonly base: Schema;
  readonly head: Schema;
};

const tell = (difference: LocalDifference, { start, met, base, head }: Telling): SchemaDifference => {
  const { kind, impact, keyword, subject, from, to, property, baseAt, headAt, isNew = false } = difference;
  const trail = property === undefined ? met.trail : joinTrail(met.trail, property);
  const [baseFile, headFile] = [baseAt?.file ?? base.file, headAt?.file ?? head.file];
  return {
    kind,
    impact,
    keyword,
    subject,
    from,
    to,
    direction: start.direction,
    property: property ?? null,
    where: `${start.place}${trail === '' ? 'schema' : `property ${trail}`}`,
    basePointer: isNew ? null : (baseAt?.pointer ?? base.pointer),
    headPointer: headAt?.pointer ?? head.pointer,
    ...(baseFile === undefined || isNew ? {} : { baseFile }),
    ...(headFile === undefined ? {} : { headFile }),
    way: wayTo(met, difference.within),
    grade: 'possible',
  };
};

const wayTo = (met: Met, within: LocalDifference['within']): Way => {
  const steps: Step[] = within === undefined ? [] : [{ key: null, base: met.base, head: met.head }];
  for (let { from } = met; from !== null; { from } = from.met) {
    steps.push({ key: from.key, base: from.met.base, head: from.met.head });
  }
  return { steps: steps.toReversed(), base: within?.base ?? met.base, head: within?.head ?? met.head };
};
