import type { Json } from '../../../guardrail.ts';

/** A file that a command prints anew: a document that code emits, or a client that is made from a document. */
export type EmittedFile = { readonly kind: 'document' | 'client'; readonly path: string; readonly command: string };

/** Where a committed file and what its command prints differ. `at`: a JSON pointer in a document, a line in a client. */
export type EmittedDifference = { readonly at: string; readonly committed: Json; readonly emitted: Json };

/** What came of printing a file anew. */
export type EmissionOutcome =
  | { readonly state: 'agrees' }
  /** `wasStale`: base's own command printed something else than base's file as well. */
  | {
      readonly state: 'stale';
      readonly differences: readonly EmittedDifference[];
      readonly differenceCount: number;
      readonly wasStale: boolean;
    }
  /** `failedBefore`: it fails on base as well. */
  | { readonly state: 'failed'; readonly problem: string; readonly failedBefore: boolean }
  | { readonly state: 'missing' };

/** One file with what came of it. */
export type Emission = EmittedFile & { readonly outcome: EmissionOutcome };

/** A generated file whose header says which document it was made from, by hash, and that has another hash now. */
export type StaleClient = {
  readonly path: string;
  readonly document: string;
  /** Null where the document is not there at head. */
  readonly hash: string | null;
  readonly said: string;
};

/** What was seen of the agreement of documents, clients and code. */
export type AgreementEvidence = {
  readonly emissions: readonly Emission[];
  readonly staleClients: readonly StaleClient[];
};
