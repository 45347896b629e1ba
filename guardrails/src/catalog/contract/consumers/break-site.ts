import type { Json } from '../../../guardrail.ts';

/** An operation of an OpenAPI document. */
export type OperationName = {
  /** In capitals: `GET`. */
  readonly method: string;
  /** The template: `/users/{id}`. */
  readonly path: string;
  readonly operationId: string | null;
};

/** What happens to the thing that a break is about, as whoever generates a client from head sees it. */
export type SiteChange = 'removed' | 'optional' | 'required' | 'retyped';

/** A break of an OpenAPI document: what it is about, and how a client of base would have to change. */
export type OpenApiSite = {
  readonly contract: 'openapi';
  /** Path of the document in the repository. */
  readonly document: string;
  /** Paths of the document at base: a client that names few of them is another one's. */
  readonly paths: readonly string[];
  /** Names from the document's root down to it: `['components', 'schemas', 'User', 'properties', 'owner']`. */
  readonly trail: readonly string[];
  readonly change: SiteChange;
  /** Its schema at head; null where it has none. */
  readonly schema: Json;
  /** The operations that it reaches. */
  readonly operations: readonly OperationName[];
  /** Whether it is an operation or a path as a whole. */
  readonly isWhole: boolean;
  /** The name that consumers read or give; null for what has none. */
  readonly property: string | null;
};

/** A break of a package's exported types. */
export type TypeScriptSite = {
  readonly contract: 'typescript';
  /** As it is imported. */
  readonly entry: string;
  /** Names that tell uses of it: the exports through which it is met, and what was altered. */
  readonly symbols: readonly string[];
  readonly subject: string;
};

/** Something that broke, as far as who relies on it is concerned. */
export type BreakSite = OpenApiSite | TypeScriptSite;

/** How a consumer was found: the compiler refuses it, it calls the operation of a client, it names the path. */
export type FoundBy = 'type' | 'client' | 'path';

/** A place in the repository that relies on what broke. */
export type Consumer = {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly how: FoundBy;
  /** Owners by CODEOWNERS, separated by spaces; null where it names none. */
  readonly owner: string | null;
};
