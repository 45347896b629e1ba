import { load, YAMLException } from 'js-yaml';

/** A value of a JSON or YAML document, not trusted to have any shape. */
export type Node = unknown;

/** Why a text is no OpenAPI document, and where. Lines and columns are 1-based. */
export type DocumentProblem = {
  readonly reason: 'syntax' | 'not-openapi';
  readonly detail: string;
  readonly line: number | null;
  readonly column: number | null;
};

/** An OpenAPI 3.0, 3.1 or Swagger 2.0 document as data. */
export type ParsedDocument = { readonly dialect: '2.0' | '3.0' | '3.1'; readonly root: Record<string, Node> };

/** Reads JSON or YAML into an OpenAPI document, or says what is wrong with it and where. Pure. */
export const parseDocument = (text: string): ParsedDocument | DocumentProblem => {
  const parsed = parseText(text);
  if ('reason' in parsed) return parsed;
  const root = parsed.value;
  if (!isRecord(root)) return notOpenApi('it is no object');
  const dialect = dialectOf(root);
  if (dialect === null) return notOpenApi('it says neither `openapi: 3.x` nor `swagger: "2.0"`');
  return { dialect, root };
};

/** True for an object that is neither null nor an array. */
export const isRecord = (value: Node): value is Record<string, Node> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own property, so that a document cannot reach `Object.prototype`. */
export const member = (node: Node, key: string): Node =>
  isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined;

/** Addresses of other files or servers that the document refers to: what a comparison of this document cannot see. */
export const externalReferences = (text: string): readonly string[] => {
  const found = [...text.matchAll(/["']?\$ref["']?\s*:\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"',}\]]+))/g)];
  const addresses = found.map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter((ref) => !ref.startsWith('#'));
  return [...new Set(addresses.map((ref) => ref.split('#')[0] ?? ref))].sort();
};

const parseText = (text: string): { readonly value: Node } | DocumentProblem => {
  const source = text.replace(/^\uFEFF/, '');
  if (/^\s*[{[]/.test(source)) {
    try {
      return { value: JSON.parse(source) };
    } catch {
      // Flow YAML also begins with a brace; its parser also says the line.
    }
  }
  try {
    return { value: load(source) };
  } catch (error) {
    if (!(error instanceof YAMLException) && !(error instanceof RangeError)) throw error;
    const mark = error instanceof YAMLException ? error.mark : undefined;
    const detail = error instanceof YAMLException ? error.reason : 'it is nested too deeply';
    return { reason: 'syntax', detail, line: mark ? mark.line + 1 : null, column: mark ? mark.column + 1 : null };
  }
};

const dialectOf = (root: Record<string, Node>): ParsedDocument['dialect'] | null => {
  const version = versionText(member(root, 'openapi'));
  if (/^3\.0(\.|$)/.test(version)) return '3.0';
  if (/^3(\.\d|$)/.test(version)) return '3.1';
  return /^2(\.0)?$/.test(versionText(member(root, 'swagger'))) ? '2.0' : null;
};

/** `openapi: 3.0` without quotes is a number in YAML. */
const versionText = (version: Node): string =>
  typeof version === 'string' || typeof version === 'number' ? String(version) : '';

const notOpenApi = (detail: string): DocumentProblem => ({ reason: 'not-openapi', detail, line: 1, column: 1 });
