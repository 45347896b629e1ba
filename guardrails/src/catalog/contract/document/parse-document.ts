import { parseText } from './parse-text.ts';
import type { Node, TextFlaw, TextPlace } from './parse-text.ts';

export type { Node } from './parse-text.ts';

/** Why a text is no OpenAPI document, and where. Lines and columns are 1-based. */
export type DocumentProblem = TextPlace & { readonly reason: 'syntax' | 'too-large' | 'not-openapi' };

/** The versions of OpenAPI that are read. */
export type Dialect = '2.0' | '3.0' | '3.1' | '3.2';

/** An OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0 document as data. */
export type ParsedDocument = {
  readonly dialect: Dialect;
  readonly root: Record<string, Node>;
  readonly flaw: TextFlaw | null;
};

/** Reads JSON or YAML into an OpenAPI document, or says what is wrong with it and where. Pure. */
export const parseDocument = (text: string): ParsedDocument | DocumentProblem => {
  const parsed = parseText(text);
  if ('reason' in parsed) return parsed;
  const root = parsed.value;
  if (!isRecord(root)) return notOpenApi('it is no object');
  const dialect = dialectOf(root);
  if (dialect === null) return notOpenApi('it says neither `openapi: 3.x` nor `swagger: "2.0"`');
  return { dialect, root, flaw: parsed.flaw };
};

/** True for an object that is neither null nor an array. */
export const isRecord = (value: Node): value is Record<string, Node> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own property, so that a document cannot reach `Object.prototype`. */
export const member = (node: Node, key: string): Node =>
  isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined;

/** An own property that is a text; null where it is none. */
export const textMember = (node: Node, key: string): string | null => {
  const value = member(node, key);
  return typeof value === 'string' ? value : null;
};

const dialectOf = (root: Record<string, Node>): Dialect | null => {
  const version = versionText(member(root, 'openapi'));
  if (/^3\.0(\.|$)/.test(version)) return '3.0';
  if (/^3\.1(\.|$)/.test(version)) return '3.1';
  if (/^3(\.\d|$)/.test(version)) return '3.2';
  return /^2(\.0)?$/.test(versionText(member(root, 'swagger'))) ? '2.0' : null;
};

/** `openapi: 3.0` without quotes is a number in YAML. */
const versionText = (version: Node): string =>
  typeof version === 'string' ? version : typeof version === 'number' ? (version === 3 ? '3.0' : String(version)) : '';

const notOpenApi = (detail: string): DocumentProblem => ({ reason: 'not-openapi', detail, line: 1, column: 1 });
