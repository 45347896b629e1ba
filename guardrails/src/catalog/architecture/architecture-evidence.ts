import type { GraphEvidence } from './graph-evidence.ts';

/** One import: the importing file, what it reaches, and whether it is for types alone. */
export type Edge = { readonly from: string; readonly to: string; readonly isTypeOnly: boolean };

/** One breach of a rule, as dependency-cruiser reports it. Paths are relative to the repository. */
export type Violation = {
  readonly rule: string;
  /** Why the rule is there, in the words of the rules file. */
  readonly comment: string | null;
  readonly severity: 'error' | 'warn' | 'info';
  readonly kind: 'dependency' | 'cycle' | 'unresolvable';
  readonly from: string;
  /** The file or package that is reached; equal to `from` when the rule is about a module by itself. */
  readonly to: string;
  /** The import as it is written; null when the rule is about a module by itself. */
  readonly specifier: string | null;
  /** The imports of the cycle, beginning with `from` → `to`; empty for other kinds. A cycle is reported once. */
  readonly cycle: readonly CycleEdge[];
};

/** An import in a cycle, as it is written; null where it was not found. */
export type CycleEdge = Edge & { readonly specifier: string | null };

/** What has a line: the 1-based one of the import in `from`; null where it was not found. */
type Located<Item> = Item & { readonly line: number | null };

/** A violation of head, with the lines of its imports. */
export type LocatedViolation = Located<Omit<Violation, 'cycle'>> & { readonly cycle: readonly Located<CycleEdge>[] };

/** What dependency-cruiser found at base and at head by base's rules, and what the import graphs of both sides say. */
export type ArchitectureEvidence = {
  /** `own`: the repository's rules. `ours`: it has none. `none`: nothing that decides the architecture was changed. */
  readonly rules: 'own' | 'ours' | 'none';
  /** Base path → head path of the renamed files. */
  readonly renames: { readonly [basePath: string]: string };
  readonly head: readonly LocatedViolation[];
  /** Empty when head has none: then nothing can be new. */
  readonly base: readonly Violation[];
  /** Which imports of head's cycles base has too, in head's paths. */
  readonly oldEdges: readonly Edge[];
  /**
   * Packages that resolve to nothing because they are not installed here, whatever the change does: some package.json of head declares
   * them, nothing is installed at all, or it is a URL.
   */
  readonly notInstalled: readonly string[];
  readonly graph: GraphEvidence;
};

/** What the script that runs dependency-cruiser gets on stdin. It runs in the root of a checkout. */
export type CruiseRequest = {
  /** Absolute path of the rules file. */
  readonly rulesFile: string;
  readonly roots: readonly string[];
  /** Imports to look for: the answer holds those that are there. */
  readonly edges: readonly Edge[];
};

/** The script's answer, as the last line of its stdout. */
export type CruiseAnswer =
  { readonly violations: readonly Violation[]; readonly edges: readonly Edge[] } | { readonly problem: string };
