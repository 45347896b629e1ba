import type { Witness } from './schema/witness/witness.ts';
import type { Lifecycle } from './openapi/read-lifecycle.ts';
import type { OperationDifferenceKind } from './openapi/operation-difference-kind.ts';

/** How two documents can differ in their schemas. */
export type SchemaDifferenceKind =
  | 'response-property-removed'
  | 'response-property-optional'
  | 'response-enum-value-added'
  | 'type-widened'
  | 'request-enum-value-removed'
  | 'required-input-added'
  | 'input-removed'
  | 'type-narrowed'
  | 'default-changed'
  | 'discriminator-changed';

/** How two documents can differ. `addition` is the one kind that breaks nobody. */
export type DifferenceKind = SchemaDifferenceKind | OperationDifferenceKind | 'addition';

/**
 * How sure a difference is. `proven`: a value was found and verified. `certain`: what was there is gone, no schema is
 * needed to see it. `possible`: a rule fired and no value was found.
 */
export type Grade = 'proven' | 'certain' | 'possible';

/** Which way data goes: a `request` must still be accepted, a `response` must still be understood. */
export type Direction = 'request' | 'response';

/** One way in which two versions of a document differ, as data. */
export type Difference = {
  readonly kind: DifferenceKind;
  /**
   * `certain`: some caller that was right before goes wrong. `possible`: only a caller that relied on it. `note`: worth
   * knowing and breaks nobody. `none`: something is new.
   */
  readonly impact: 'certain' | 'possible' | 'note' | 'none';
  /** The word of JSON Schema that differs; absent outside of schemas. */
  readonly keyword?: string;
  /** What was removed, added or altered: a path, a property, a value. */
  readonly subject: string;
  /** Where, in words: `response 200, property items[].owner`. */
  readonly where: string;
  readonly from: string | null;
  readonly to: string | null;
  /** `GET /users/{id}`: the operations that it reaches, in the order of the document; none for a whole path. */
  readonly operations: readonly string[];
  /** JSON pointer of the element at base; null for what base had not. */
  readonly basePointer: string | null;
  /** JSON pointer at head: of the element, or of the nearest parent that survived. */
  readonly headPointer: string;
  /** Path of the file that the pointer is in, where it is not the document itself. */
  readonly baseFile?: string | undefined;
  readonly headFile?: string | undefined;
  /** How sure it is; absent: `certain` or `possible` by its impact. */
  readonly grade?: Grade;
  /** A whole body or parameter that one side accepts and the other refuses, verified. */
  readonly witness?: Witness;
  /** What base said of how long the thing stays; of what is newly deprecated, what head says. */
  readonly lifecycle?: Lifecycle;
};

/** What makes two differences the same fact, met on several ways. Pure. */
export const differenceKey = (difference: Omit<Difference, 'operations'>): string => {
  const { kind, basePointer, headPointer, baseFile, headFile, subject, from, to } = difference;
  return JSON.stringify([kind, basePointer, headPointer, subject, from, to, baseFile, headFile]);
};

/** The same fact met on several ways (a schema that many operations share) becomes one difference. Pure. */
export const mergeDifferences = (differences: readonly Difference[]): readonly Difference[] => {
  const merged = new Map<string, Difference>();
  const operations = new Map<string, Set<string>>();
  for (const difference of differences) {
    const key = differenceKey(difference);
    const known = operations.get(key) ?? new Set();
    for (const operation of difference.operations) known.add(operation);
    operations.set(key, known);
    if (!merged.has(key)) merged.set(key, difference);
  }
  return [...merged].map(([key, difference]) => ({ ...difference, operations: [...(operations.get(key) ?? [])] }));
};
