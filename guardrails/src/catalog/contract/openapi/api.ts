import type { Located } from '../document/located.ts';
import type { Lifecycle } from './read-lifecycle.ts';

/** How the value of a parameter, header or form field is written down. */
export type Encoding = {
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Media types of a form field, as written; null: by its schema. */
  readonly contentType: string | null;
};

/** A body in one media type. */
export type Media = {
  /** Null: any body. */
  readonly schema: Located | null;
  /** OpenAPI 3.2: the schema of one item of a sequence. */
  readonly itemSchema: Located | null;
  /** Of forms: field → how it is written. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly at: Located;
};

/** Media type → body, in the order of the document. */
export type Content = ReadonlyMap<string, Media>;

/** What a caller may or must send beside the body, or a header of an answer. */
export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly schema: Located | null;
  /** Where it is a whole document in a media type. */
  readonly content: Content | null;
  readonly encoding: Encoding;
  readonly lifecycle: Lifecycle;
  readonly at: Located;
};

/** The body of a request. */
export type Body = { readonly isRequired: boolean; readonly content: Content; readonly at: Located };

/** An answer. */
export type Response = {
  readonly content: Content;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, Parameter>;
  readonly links: ReadonlyMap<string, Located>;
  readonly at: Located;
};

/** One method of one path, whatever the dialect it was written in. */
export type Operation = {
  /** Upper case. */
  readonly method: string;
  /** The path as written: `/users/{id}`. */
  readonly path: string;
  readonly at: Located;
  readonly id: string | null;
  readonly tags: readonly string[];
  readonly lifecycle: Lifecycle;
  /** By place and name; path parameters by their position, because their name is the document's own affair. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly body: Body | null;
  /** `200`, `4XX`, `default` → answer. */
  readonly responses: ReadonlyMap<string, Response>;
  /** Ways to be allowed in, each a set of schemes with scopes; `[{}]` for none. */
  readonly security: readonly Requirement[];
  /** Addresses of its own or of its path; null: those of the document. */
  readonly servers: readonly Server[] | null;
  /** By name and expression. */
  readonly callbacks: ReadonlyMap<string, Path>;
};

/** Scheme → scopes: what one caller must show, all of it. */
export type Requirement = ReadonlyMap<string, readonly string[]>;

/** A way to show who one is. */
export type SecurityScheme = {
  /** What identifies it to a caller: kind, place, name, address. Equal texts are the same scheme. */
  readonly identity: string;
  /** Addresses and scopes by flow: what may change without another way in. */
  readonly details: ReadonlyMap<string, string>;
  readonly at: Located;
};

/** An address under which the API is served. */
export type Server = { readonly url: string; readonly at: Located };

/** One path, webhook or callback: its methods, and where it stands. */
export type Path = {
  readonly path: string;
  readonly at: Located;
  readonly operations: ReadonlyMap<string, Operation>;
};

/** All that a document promises. */
export type Api = {
  readonly version: string | null;
  /** In the order of the document. */
  readonly paths: readonly Path[];
  readonly webhooks: ReadonlyMap<string, Path>;
  readonly servers: readonly Server[];
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Names of the schemas that it shares. */
  readonly schemas: ReadonlyMap<string, Located>;
  readonly start: Located;
};
