import { readDocumentSet } from '../document/document-set.ts';
import type { DocumentSet, DocumentTexts } from '../document/document-set.ts';
import { isRecord, member, textMember } from '../document/parse-document.ts';
import type { DocumentProblem, ParsedDocument } from '../document/parse-document.ts';
import { parseText } from '../document/parse-text.ts';
import type { SchemaDialect } from '../schema/schema.ts';

/** A JSON Schema file with the files that it refers to. */
export type EventSchema = { readonly set: DocumentSet; readonly dialect: SchemaDialect };

/** Reads a JSON Schema (JSON or YAML), or says what is wrong with it. The draft is what `$schema` says. Pure. */
export const readEventSchema = (texts: DocumentTexts): EventSchema | DocumentProblem => {
  const set = readDocumentSet(texts, parseSchema);
  return 'reason' in set ? set : { set, dialect: dialectOf(set.root) };
};

const parseSchema = (text: string): ParsedDocument | DocumentProblem => {
  const parsed = parseText(text);
  if ('reason' in parsed) return parsed;
  const { value, flaw } = parsed;
  if (!isRecord(value)) {
    return { reason: 'not-openapi', detail: 'it is no JSON Schema: no object', line: 1, column: 1 };
  }
  // Only the files and references of the set are used; the draft is told apart by `dialectOf`.
  return { dialect: '3.1', root: value, flaw };
};

const dialectOf = (root: Readonly<Record<string, unknown>>): SchemaDialect => {
  const stated = textMember(root, '$schema') ?? '';
  if (/draft-0[0-4]\b/.test(stated)) return 'draft-04';
  if (/draft-0[567]\b/.test(stated)) return 'draft-07';
  if (stated.includes('2019-09')) return '2019-09';
  if (stated !== '') return '2020-12';
  const isOld = member(root, 'definitions') !== undefined || textMember(root, 'id') !== null;
  return isOld ? 'draft-07' : '2020-12';
};
