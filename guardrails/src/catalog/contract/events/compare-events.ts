import type { Direction } from '../difference.ts';
import { brokenReferences } from '../document/broken-references.ts';
import { createLineFinder } from '../document/line-of-pointer.ts';
import type { LineFinder } from '../document/line-of-pointer.ts';
import { child, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import type { DocumentProblem } from '../document/parse-document.ts';
import { compareSchemas, createSchemaReaders } from '../schema/compare-schemas.ts';
import type { SchemaDifference, SchemaPair, SchemaReaders } from '../schema/compare-schemas.ts';
import { createSchemaReader } from '../schema/read-schema.ts';
import { findWitness } from '../schema/witness/find-witness.ts';
import { readEventSchema } from './read-event-schema.ts';
import type { EventSchema } from './read-event-schema.ts';

/** Whose reading must go on: `backward` new readers read old data, `forward` old readers read new data, `full` both. */
export type Compatibility = 'backward' | 'forward' | 'full';

/** One version of a JSON Schema file, with the texts of the files that it refers to (path → text; default none). */
export type EventText = {
  readonly path: string;
  readonly text: string;
  readonly others?: Readonly<Record<string, string>>;
};

/** Two versions of the schema of an event, and what was promised to readers. */
export type EventRequest = {
  readonly base: EventText;
  readonly head: EventText;
  readonly compatibility: Compatibility;
};

/** One thing that a reader can no longer read, with its 1-based line at head, and the promise that it breaks. */
export type EventDifference = SchemaDifference & {
  readonly promise: 'backward' | 'forward';
  readonly line: number;
};

/** What two versions of an event's schema are to each other. */
export type EventComparison =
  | {
      readonly state: 'compared';
      readonly differences: readonly EventDifference[];
      /** References of either side that lead nowhere: what they stand for was not compared. */
      readonly unfollowed: readonly string[];
    }
  | { readonly state: 'unreadable'; readonly side: 'base' | 'head'; readonly problem: DocumentProblem };

/**
 * Compares two versions of the JSON Schema of an event, for data that outlives a deploy. Backward: all that base accepts
 * head accepts too. Forward: all that head accepts base accepts too. Each difference comes with a value that shows it,
 * where one was found. New optional properties break nobody, unless the reading schema is closed to them. Pure.
 */
export const compareEvents = ({ base: baseText, head: headText, compatibility }: EventRequest): EventComparison => {
  const base = readEventSchema({ others: {}, ...baseText });
  if ('reason' in base) return { state: 'unreadable', side: 'base', problem: base };
  const head = readEventSchema({ others: {}, ...headText });
  if ('reason' in head) return { state: 'unreadable', side: 'head', problem: head };
  const readers = createSchemaReaders(
    createSchemaReader(base.set.resolve, base.dialect),
    createSchemaReader(head.set.resolve, head.dialect),
  );
  const promises = compatibility === 'full' ? (['backward', 'forward'] as const) : [compatibility];
  const lineOf = createLines(headText);
  const differences = promises.flatMap((promise) =>
    schemaPairs(base, head, promise).flatMap((pair) =>
      comparePair(pair, readers).map((difference) => ({
        ...difference,
        promise,
        line: lineOf(difference.headFile ?? headText.path, difference.headPointer),
      })),
    ),
  );
  const unfollowed = [base, head].flatMap(({ set }) => brokenReferences(set).map(({ reference }) => reference));
  return { state: 'compared', differences, unfollowed: [...new Set(unfollowed)].sort() };
};

const createLines = ({ path, text, others }: EventText): ((file: string, pointer: string) => number) => {
  const finders = new Map<string, LineFinder>();
  return (file, pointer) => {
    const finder = finders.get(file) ?? createLineFinder(file === path ? text : (others?.[file] ?? ''));
    finders.set(file, finder);
    return finder(pointer);
  };
};

const comparePair = (pair: SchemaPair, readers: SchemaReaders): readonly SchemaDifference[] =>
  compareSchemas(pair, readers)
    .filter(({ impact, kind }) => impact !== 'none' && kind !== 'default-changed')
    .map((difference): SchemaDifference => {
      const { base, head, direction } = pair;
      const witness = findWitness({ base, head, direction, difference }, readers);
      return witness === null ? difference : { ...difference, grade: 'proven', witness };
    });

const directions: Readonly<Record<EventDifference['promise'], Direction>> = {
  backward: 'request',
  forward: 'response',
};

/** The schema itself; of a file that only defines schemas, each that both sides define. */
const schemaPairs = (
  base: EventSchema,
  head: EventSchema,
  promise: EventDifference['promise'],
): readonly SchemaPair[] => {
  const common = { direction: directions[promise], openness: 'strict' as const, trail: '' };
  const [baseParts, headParts] = [definitionsOf(base.set.start), definitionsOf(head.set.start)];
  if (baseParts === null || headParts === null) {
    return [{ ...common, base: base.set.start, head: head.set.start, place: '' }];
  }
  return [...baseParts].flatMap(([name, located]) => {
    const now = headParts.get(name);
    return now === undefined ? [] : [{ ...common, base: located, head: now, place: `${name}, ` }];
  });
};

const outerWords = new Set(['$schema', '$id', 'id', 'title', 'description', '$comment', '$defs', 'definitions']);

const definitionsOf = (start: Located): ReadonlyMap<string, Located> | null => {
  const isLibrary = members(start).every(([word]) => outerWords.has(word));
  const definitions = [...members(child(start, '$defs')), ...members(child(start, 'definitions'))];
  return isLibrary && definitions.length > 0 ? new Map(definitions) : null;
};
