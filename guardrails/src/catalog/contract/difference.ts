/** How two documents can differ. `addition` is the one kind that breaks nobody. */
export type DifferenceKind =
  | 'path-removed'
  | 'method-removed'
  | 'response-status-removed'
  | 'media-type-removed'
  | 'response-property-removed'
  | 'response-property-optional'
  | 'response-enum-value-added'
  | 'type-widened'
  | 'request-enum-value-removed'
  | 'required-input-added'
  | 'input-removed'
  | 'type-narrowed'
  | 'addition';

/** Which way data goes: a `request` must still be accepted, a `response` must still be understood. */
export type Direction = 'request' | 'response';

/** One way in which two versions of a document differ, as data. */
export type Difference = {
  readonly kind: DifferenceKind;
  /** `certain`: some caller that was right before goes wrong. `possible`: only a caller that relied on it. */
  readonly impact: 'certain' | 'possible' | 'none';
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
};

/** The same fact met on several ways (a schema that many operations share) becomes one difference. Pure. */
export const mergeDifferences = (differences: readonly Difference[]): readonly Difference[] => {
  const merged = new Map<string, Difference>();
  for (const difference of differences) {
    const { kind, basePointer, headPointer, subject, from, to } = difference;
    const key = JSON.stringify([kind, basePointer, headPointer, subject, from, to]);
    const before = merged.get(key);
    const operations = [...new Set([...(before?.operations ?? []), ...difference.operations])];
    merged.set(key, { ...(before ?? difference), operations });
  }
  return [...merged.values()];
};
