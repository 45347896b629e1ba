import type { Json, Level } from '../../../../guardrails/src/guardrail.ts';

/** One commit that changed one document of a repository. */
export type Revision = {
  readonly repository: string;
  /** Path of the clone or bare git directory. */
  readonly clone: string;
  readonly commit: string;
  /** The document that is compared; its file may be unchanged where a file that it refers to changed. */
  readonly path: string;
};

/** A finding as the benchmark keeps it. */
export type RecordedFinding = {
  readonly code: string;
  readonly level: Level;
  readonly grade: string | null;
  /** True where the break is one of a schema, so that a witness could be found. */
  readonly isSchema: boolean;
  readonly message: string;
  readonly where: string;
  readonly subject: string;
  readonly operation: string;
  readonly witness: Json;
  /** What other validators said of the witness: `holds`, `refuted: …`, `unchecked: …`; none without a witness. */
  readonly checks: readonly string[];
};

/** What became of one revision. */
export type RevisionRecord = {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly state: 'compared' | 'cannot-check' | 'fault' | 'lost';
  readonly reason: string | null;
  readonly milliseconds: number;
  readonly bytes: number;
  readonly findings: readonly RecordedFinding[];
};
