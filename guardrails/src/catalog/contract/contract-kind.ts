import { load } from 'js-yaml';
import { isRecord, member } from './document/parse-document.ts';

/** The kinds of contract that two files can be compared as. */
export type ContractKind = 'openapi' | 'json-schema' | 'typescript';

const schemaWords = [
  '$schema',
  '$defs',
  'definitions',
  'properties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
  'enum',
  'type',
  '$ref',
];

/**
 * Which kind of contract a text is; null for none. A text that neither JSON nor YAML can read is taken for OpenAPI, whose
 * comparison names line and column. Pure.
 */
export const contractKind = (fileName: string, text: string): ContractKind | null => {
  if (/\.[cm]?tsx?$/.test(fileName)) return 'typescript';
  // The head of a large document says what it is; reading 13 MB twice would cost as much as comparing it.
  if (/^\s*(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/m.test(text.slice(0, 2000))) return 'openapi';
  let root: unknown;
  try {
    root = /^\s*[{[]/.test(text) ? JSON.parse(text) : load(text);
  } catch {
    return 'openapi';
  }
  if (!isRecord(root)) return null;
  if (member(root, 'openapi') !== undefined || member(root, 'swagger') !== undefined) return 'openapi';
  return schemaWords.some((word) => member(root, word) !== undefined) ? 'json-schema' : null;
};
