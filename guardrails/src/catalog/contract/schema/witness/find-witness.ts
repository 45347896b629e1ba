import type { Direction } from '../../difference.ts';
import type { Located } from '../../document/resolve-reference.ts';
import { intoText } from '../schema-difference.ts';
import type { SchemaDifference, SchemaReaders } from '../schema-difference.ts';
import { candidateValues } from './candidate-values.ts';
import { createCompiler } from './compile-validator.ts';
import type { Compiler, Refusal, Validator } from './compile-validator.ts';
import { sampleArrayOf } from './sample-array.ts';
import { sampleObjectOf } from './sample-object.ts';
import { sampleValue } from './sample-value.ts';
import type { Sampler, WantedSchemas } from './sampler.ts';
import type { Witness } from './witness.ts';
import { outOfTime, withinTime } from './within-time.ts';
import { withTag } from './with-tag.ts';

/** A difference, and the schemas of the whole body or parameter in which it was found. */
export type WitnessRequest = {
  readonly base: Located;
  readonly head: Located;
  readonly direction: Direction;
  readonly difference: SchemaDifference;
};

/**
 * Looks for a whole value that shows a difference: a request that base accepts and head refuses, or a response that head
 * may send and base refuses, both said by a validator. Null where none was found, which proves nothing. Bounded by
 * counting, so that it says the same on every machine; the same for the same documents.
 */
export const findWitness = (request: WitnessRequest, readers: SchemaReaders): Witness | null => {
  const { budget } = readers.memory;
  if (!canBeShown(request.difference) || budget.witnessNodes <= 0) return null;
  const found = withinTime(() => search(request, readers), maximumMs);
  if (found !== outOfTime) return found;
  // A document that somebody built to take for ever is not searched on.
  budget.witnessNodes = 0;
  return null;
};

/** A search takes a few milliseconds. This is only for schemas that are made to stall it. */
const maximumMs = 2_000;

const callsEach = 20_000;

const search = (request: WitnessRequest, readers: SchemaReaders): Witness | null => {
  const { difference, direction } = request;
  const sides = direction === 'request' ? (['base', 'head'] as const) : (['head', 'base'] as const);
  const [accepting, refusing] = sides.map((side) => validatorOf(request[side], { direction, side }, readers));
  if (!accepting || !refusing) return null;
  const [inner, outer] = [readers[sides[0]], readers[sides[1]]];
  const target = targetOf(difference);
  for (const isFull of [false, true]) {
    const sampler: Sampler = { inner, outer, direction, isFull, depth: 0, budget: { calls: callsEach } };
    for (const value of wholeValues(difference, sampler, sides)) {
      if (accepting(value)?.length !== 0) continue;
      const why = reasonFor(refusing(value) ?? [], { target, isChoice: difference.subject === 'oneOf' });
      if (why === null) continue;
      return { side: direction, value, acceptedBy: sides[0], refusedBy: sides[1], why: why.why, path: why.path };
    }
  }
  return null;
};

/** What a reader merely misses, or takes another way, no validator refuses. */
const canBeShown = ({ kind, impact, keyword, way }: SchemaDifference): boolean =>
  impact !== 'none' &&
  !(impact === 'possible' && (kind === 'response-property-removed' || kind === 'input-removed')) &&
  !['default', 'discriminator', 'contentMediaType', 'contentEncoding', 'contentSchema'].includes(keyword) &&
  way.steps.every(({ key }) => key !== intoText);

type SideOf = { readonly direction: Direction; readonly side: 'base' | 'head' };

const validatorOf = (root: Located, of: SideOf, readers: SchemaReaders): Validator | null => {
  const { memory } = readers;
  const owner = typeof root.node === 'object' && root.node !== null ? root.node : readers[of.side];
  const known = memory.validators.get(owner) ?? new Map<string, Validator | null>();
  memory.validators.set(owner, known);
  const key = `${of.side} ${of.direction}`;
  const before = known.get(key);
  if (before !== undefined && owner === root.node) return before;
  if (memory.budget.witnessNodes <= 0) return null;
  const { validate, size } = compilerOf(of, readers)(root);
  memory.budget.witnessNodes -= size;
  known.set(key, validate);
  return validate;
};

const compilerOf = ({ direction, side }: SideOf, readers: SchemaReaders): Compiler => {
  const { memory } = readers;
  const key = `${side} ${direction}`;
  const { resolve, dialect } = readers[side];
  const compiler = memory.compilers.get(key) ?? createCompiler({ resolve, dialect, direction });
  memory.compilers.set(key, compiler);
  return compiler;
};

type Sides = readonly ['base' | 'head', 'base' | 'head'];

/** Whole values, each with one candidate where the schemas differ. */
function* wholeValues(difference: SchemaDifference, sampler: Sampler, sides: Sides): Generator {
  const { way, property } = difference;
  const frames = framesAround(difference, sampler, sides);
  if (frames === null) return;
  const leaves = candidateValues({ inner: way[sides[0]], outer: way[sides[1]] }, sampler, property);
  for (const leaf of leaves) yield frames.reduceRight((value, frame) => frame(value), leaf);
}

/** Puts a value into what each schema on the way needs around it. */
type Frame = (value: unknown) => unknown;

const framesAround = ({ way }: SchemaDifference, sampler: Sampler, [inner, outer]: Sides): readonly Frame[] | null => {
  const frames = way.steps.map((step, index): Frame | null => {
    if (step.key === null) {
      const tagging = { owner: sampler.inner.read(step[inner]), parts: (way.steps[index + 1] ?? way)[inner] };
      return (value) => withTag(value, { ...tagging, reader: sampler.inner });
    }
    const schemas = { schema: sampler.inner.read(step[inner]), other: sampler.outer.read(step[outer]) };
    return typeof step.key === 'number'
      ? arrayAround(step.key, schemas, sampler)
      : objectAround(step.key, schemas, sampler);
  });
  return frames.every((frame) => frame !== null) ? frames : null;
};

const objectAround = (key: string, schemas: WantedSchemas, sampler: Sampler): Frame | null => {
  const around = sampleObjectOf(schemas, { sampler, below: sampleValue, without: key });
  if (around === null) return null;
  // `__proto__` is a name like others here, so it is defined and not assigned.
  return (value) => Object.fromEntries([...Object.entries(around.value as object), [key, value]]);
};

const arrayAround = (index: number, schemas: WantedSchemas, sampler: Sampler): Frame | null => {
  const length = Math.max(index + 1, schemas.schema.bounds.get('minItems') ?? 0);
  const around = sampleArrayOf(length, schemas, { sampler, below: sampleValue });
  if (around === null && length > maximumFilled) return null;
  // Where the items cannot be made in general, the one at hand may be the only kind that can.
  const list = around?.value as readonly unknown[] | undefined;
  return (value) => (list ?? Array.from<unknown>({ length }).fill(value)).with(index, value);
};

const maximumFilled = 1_000;

const targetOf = ({ way, property }: SchemaDifference): string =>
  [...way.steps.flatMap(({ key }) => (key === null ? [] : [String(key)])), ...(property === null ? [] : [property])]
    .map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');

/** A refusal that has to do with the difference: at it, within it, or of something that holds it. */
const reasonFor = (
  refusals: readonly Refusal[],
  { target, isChoice }: { readonly target: string; readonly isChoice: boolean },
): Refusal | null => {
  // A value that fits two alternatives is refused for that alone, which says nothing of another difference.
  const isTold = ({ word, path }: Refusal) =>
    word !== 'oneOf' || isChoice || refusals.some((other) => other.path !== path || other.word !== word);
  const isWithin = (path: string, outer: string) => path === outer || path.startsWith(`${outer}/`);
  const related = refusals.filter(
    (refusal) => isTold(refusal) && (isWithin(refusal.path, target) || isWithin(target, refusal.path)),
  );
  return related.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null;
};
