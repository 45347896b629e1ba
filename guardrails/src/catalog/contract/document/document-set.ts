import { createAnchors } from './anchors.ts';
import type { Located } from './located.ts';
import { isRecord, member, parseDocument, textMember } from './parse-document.ts';
import type { DocumentProblem, ParsedDocument } from './parse-document.ts';
import { parseText } from './parse-text.ts';
import type { Node } from './parse-text.ts';
import { mayBeCut } from './reading-limits.ts';
import { referenceTarget } from './reference-target.ts';
import { followPointer } from './resolve-reference.ts';

/** An OpenAPI document with the files of the repository that it refers to. */
export type DocumentSet = ParsedDocument & {
  readonly path: string;
  readonly start: Located;
  /** Follows `$ref`, into other files as well, to what it names; null where it leads nowhere. */
  readonly resolve: (located: Located) => Located | null;
  /** One step of {@link DocumentSet.resolve}, with the reason where it leads nowhere. */
  readonly lookUp: (reference: string, from: string) => Located | { readonly reason: DeadEnd };
  /** The texts that were read: of the document, and of the files that references led to so far. */
  readonly texts: () => readonly string[];
};

/** Why a reference leads nowhere. */
export type DeadEnd = 'nowhere' | 'circle' | 'network' | 'outside' | 'no-file' | 'not-read' | 'unreadable';

/** The text of a document and of the files beside it, by path. */
export type DocumentTexts = {
  readonly path: string;
  readonly text: string;
  readonly others: Readonly<Record<string, string>>;
};

/**
 * Reads a document and, when a reference asks for them, the files beside it. `parse` reads the first file, by default as
 * OpenAPI. Pure; each file is parsed once.
 */
export const readDocumentSet = (
  { path, text, others }: DocumentTexts,
  parse: (text: string) => ParsedDocument | DocumentProblem = parseDocument,
): DocumentSet | DocumentProblem => {
  const document = parse(text);
  if ('reason' in document) return document;
  const roots = new Map<string, Node>([[path, document.root]]);
  const rootOf = (file: string): Node => {
    if (!roots.has(file)) roots.set(file, readRoot(others, file));
    return roots.get(file);
  };
  const fileOf = (file: string): string | undefined => (file === path ? undefined : file);
  const anchors = createAnchors(() =>
    [...roots].map(([file, root]) => ({ node: root, pointer: '', file: fileOf(file) })),
  );
  const find = (reference: string, from: string): Located | { readonly reason: DeadEnd } => {
    const named = anchors.byId(reference);
    if (named !== null) return named;
    const target = referenceTarget(withoutSelf(document.root, reference), from);
    if ('reason' in target) return target;
    const file = target.file === path || Object.hasOwn(others, target.file) ? target.file : null;
    if (file === null) return { reason: mayBeCut(others) ? 'not-read' : 'no-file' };
    const root = rootOf(file);
    if (root === undefined) return { reason: 'unreadable' };
    const isPointer = target.fragment === '' || target.fragment.startsWith('/');
    const found = isPointer
      ? followPointer(root, target.fragment, fileOf(file))
      : anchors.byName({ node: root, pointer: '', file: fileOf(file) }, target.fragment);
    return found ?? { reason: 'nowhere' };
  };
  const lookUp = remember(find);
  return {
    ...document,
    path,
    start: { node: document.root, pointer: '' },
    lookUp,
    resolve: (located) => resolve(located, { lookUp, path }),
    texts: () => [text, ...[...roots.keys()].filter((file) => file !== path).map((file) => others[file] ?? '')],
  };
};

const readRoot = (others: Readonly<Record<string, string>>, file: string): Node => {
  const parsed = Object.hasOwn(others, file) ? parseText(others[file] ?? '') : null;
  return parsed === null || 'reason' in parsed ? undefined : parsed.value;
};

type LookUp = DocumentSet['lookUp'];

const remember = (find: LookUp): LookUp => {
  const known = new Map<string, ReturnType<LookUp>>();
  return (reference, from) => {
    const key = `${from}\n${reference}`;
    const found = known.get(key) ?? find(reference, from);
    known.set(key, found);
    return found;
  };
};

const maximumHops = 64;

const resolve = (
  located: Located,
  { lookUp, path }: { readonly lookUp: LookUp; readonly path: string },
): Located | null => {
  let current: Located = located;
  for (let hops = 0; hops < maximumHops; hops += 1) {
    const reference = isRecord(current.node) ? member(current.node, '$ref') : undefined;
    if (typeof reference !== 'string') return current;
    const next = lookUp(reference, current.file ?? path);
    if ('reason' in next) return null;
    current = next;
  }
  return null;
};

/** OpenAPI 3.2 lets a document name its own address; a reference to it is one to the document itself. */
const withoutSelf = (root: Node, reference: string): string => {
  const self = textMember(root, '$self')?.split('#')[0];
  if (self === undefined || self === '') return reference;
  return reference === self || reference.startsWith(`${self}#`) ? `#${reference.slice(self.length + 1)}` : reference;
};
