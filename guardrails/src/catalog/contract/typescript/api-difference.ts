/** How two versions of a package's exported types can differ so that a consumer no longer compiles; part of a finding's code. */
export type ApiDifferenceKind =
  | 'export-removed'
  | 'export-kind-changed'
  | 'parameter-required'
  | 'parameter-narrowed'
  | 'parameter-removed'
  | 'return-widened'
  | 'callback-widened'
  | 'overload-removed'
  | 'member-removed'
  | 'member-required'
  | 'member-optional'
  | 'member-widened'
  | 'member-narrowed'
  | 'member-readonly'
  | 'member-hidden'
  | 'type-parameters-changed'
  | 'enum-member-removed'
  | 'enum-member-changed'
  | 'enum-member-added'
  | 'constructor-hidden'
  | 'class-made-nominal'
  | 'type-changed';

/** A small consumer that compiles against base and not against head, and what the compiler says of it at head. */
export type ApiWitness = {
  /** TypeScript source of one module that imports the package by its name. */
  readonly source: string;
  /** The compiler's words at head, with its code: `TS2339: Property 'owner' does not exist …`. */
  readonly message: string;
};

/** Where something is declared: in the repository, at head (at base for what head no longer has). */
export type ApiDeclaration = { readonly file: string; readonly line: number };

/** One way in which the exported types of a package break those who compile against them, as data. */
export type ApiDifference = {
  readonly kind: ApiDifferenceKind;
  /** The entry point as consumers write it: `@shop/prices`, `@shop/prices/testing`. */
  readonly entry: string;
  /** The export, with dots in a namespace: `findUser`, `Errors.NotFound`. */
  readonly symbol: string;
  /** All exports through which it is met, the first included. */
  readonly symbols: readonly string[];
  /** What was removed, added or altered: a member, a parameter, a value. */
  readonly subject: string;
  /** Names from the export down to the subject: `['findUser', 'return', 'owner']`. */
  readonly trail: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  /** `proven`: the witness was compiled against both. `certain`: it is gone. `possible`: no witness was found. */
  readonly grade: 'proven' | 'certain' | 'possible';
  /** Breaks only consumers who do what few do (build the type of a handle by hand, list all values of an enum). */
  readonly isSoft: boolean;
  readonly witness: ApiWitness | null;
  readonly declared: ApiDeclaration | null;
};

/** An export that is new at head. */
export type ApiAddition = {
  readonly entry: string;
  readonly symbol: string;
  readonly declared: ApiDeclaration | null;
};

/** What the comparison of one package found. */
export type ApiComparison = {
  readonly differences: readonly ApiDifference[];
  readonly additions: readonly ApiAddition[];
  /** What could not be compared, and why. */
  readonly notCompared: readonly { readonly what: string; readonly why: string }[];
};
