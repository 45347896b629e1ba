/** A module that the change leaves without importers. */
export type Orphan = {
  readonly file: string;
  /** Who imported it on base; empty for a file that the change adds. */
  readonly importers: readonly string[];
  /** Whether tests alone import it now. */
  readonly isTested: boolean;
};

/** A cycle of imports that run, closed by an import of the change. */
export type GraphCycle = {
  /** From the file of the added import around to itself. */
  readonly path: readonly string[];
  /** Line of the added import in the first file. */
  readonly line: number;
  /** Whether at least two of the files were in one cycle on base: the change makes a knot larger, it begins none. */
  readonly isKnot: boolean;
  /** Mermaid, before and after. */
  readonly picture: string;
};

/** An import that leads to no file. */
export type Missing = {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** Whether base resolved it: the change took the file away. */
  readonly wasThere: boolean;
  /** Whether it is for types alone: then it fails when types are checked, not when it is loaded. */
  readonly isTypeOnly: boolean;
};

/** The first import from one package of the tree to another. */
export type PackageEdge = {
  readonly from: string;
  readonly to: string;
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
};

/** Something that a pure layer names and base's version of the file did not. */
export type Impurity = { readonly file: string; readonly line: number; readonly name: string };

/** Names that the entry of a package exports, and how the change alters them. */
export type SurfaceChange = {
  readonly package: string;
  /** Path of the package's entry at head, or at base when head has it no more. */
  readonly entry: string;
  readonly isPrivate: boolean;
  readonly grew: readonly string[];
  readonly shrank: readonly string[];
};

/** Code that the change adds and that stands elsewhere already. */
export type Duplicate = {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly of: { readonly file: string; readonly line: number; readonly endLine: number };
  readonly tokens: number;
};

/** How far the change reaches: modules that import what it touches, directly or over others, and their packages. */
export type ReachSize = {
  readonly changed: number;
  readonly modules: number;
  readonly packages: readonly string[];
  readonly of: number;
};

/** What was read from the import graphs of both sides. */
export type GraphEvidence = {
  /** Empty where the repository has rules of its own: then these decide. */
  readonly cycles: readonly GraphCycle[];
  readonly missing: readonly Missing[];
  readonly orphans: readonly Orphan[];
  readonly packageEdges: readonly PackageEdge[];
  readonly impurities: readonly Impurity[];
  readonly surfaces: readonly SurfaceChange[];
  readonly duplicates: readonly Duplicate[];
  readonly reach: ReachSize;
  /** Changed files that were not read, and why. */
  readonly unread: readonly { readonly file: string; readonly why: 'broken' | 'too-large' }[];
};

/** Nothing was found, because nothing was looked at. */
export const noGraphEvidence: GraphEvidence = {
  cycles: [],
  missing: [],
  orphans: [],
  packageEdges: [],
  impurities: [],
  surfaces: [],
  duplicates: [],
  reach: { changed: 0, modules: 0, packages: [], of: 0 },
  unread: [],
};
