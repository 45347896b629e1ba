import type { Json } from '../../../guardrail.ts';
import type { OpenApiSite, OperationName, SiteChange } from './break-site.ts';

/** What is known of a difference between two documents; a part of `Difference`. */
export type SiteSource = {
  readonly kind: string;
  readonly subject: string;
  readonly operations: readonly string[];
  readonly basePointer: string | null;
  readonly headPointer: string;
};

/** Both versions of a document as data; files that it refers to are not followed. */
export type SiteDocuments = { readonly path: string; readonly base: unknown; readonly head: unknown };

/** What a difference is about, as whoever generates a client sees it. Pure. */
export const openApiSite = (difference: SiteSource, { path, base, head }: SiteDocuments): OpenApiSite => {
  const { basePointer, headPointer, kind, subject } = difference;
  const change = changeOf(kind);
  const pointer = basePointer ?? headPointer;
  const words = pointer
    .split('/')
    .slice(1)
    .map((word) => decodeURIComponent(word.replaceAll('~1', '/').replaceAll('~0', '~')));
  const trail = withSubject(words, { change, subject, base, head });
  const isWhole = trail[0] === 'paths' && trail.length <= 3;
  return {
    ...{ contract: 'openapi', document: path, paths: pathsOf(base), trail, change, isWhole },
    schema: (nodeAt(head, trail) ?? nodeAt(head, headPointer.split('/').slice(1).map(unescape_)) ?? null) as Json,
    operations: operationsOf(difference.operations, { trail, base }),
    property: trail.at(-2) === 'properties' || trail.includes('parameters') ? (trail.at(-1) ?? null) : null,
  };
};

const mostPaths = 200;

const pathsOf = (document: unknown): readonly string[] => {
  const paths = nodeAt(document, ['paths']);
  return Object.keys(typeof paths === 'object' && paths !== null ? paths : {}).slice(0, mostPaths);
};

const unescape_ = (word: string): string => word.replaceAll('~1', '/').replaceAll('~0', '~');

const changeOf = (kind: string): SiteChange => {
  if (/optional/u.test(kind)) return 'optional';
  if (/required/u.test(kind)) return 'required';
  return /removed$/u.test(kind) && !/enum|alternative/u.test(kind) ? 'removed' : 'retyped';
};

type Subject = {
  readonly change: SiteChange;
  readonly subject: string;
  readonly base: unknown;
  readonly head: unknown;
};

/** A pointer may lead to the schema whose property it is about, or to a word of a schema (`…/type`). */
const withSubject = (words: readonly string[], { change, subject, base, head }: Subject): readonly string[] => {
  const last = words.at(-1) ?? '';
  if (schemaWords.has(last) && words.at(-2) !== 'properties')
    return withSubject(words.slice(0, -1), { change, subject, base, head });
  const isKnown = change !== 'retyped' && words.at(-2) !== 'properties';
  const member = [...words, 'properties', subject];
  if (isKnown && (nodeAt(base, member) !== undefined || nodeAt(head, member) !== undefined)) return member;
  return words;
};

const schemaWords = new Set([
  'type',
  'enum',
  'format',
  'required',
  'const',
  'nullable',
  'maxLength',
  'minLength',
  'pattern',
]);

const nodeAt = (document: unknown, trail: readonly string[]): unknown => {
  let at = document;
  for (const step of trail)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at;
};

const operationsOf = (
  names: readonly string[],
  { trail, base }: { readonly trail: readonly string[]; readonly base: unknown },
): readonly OperationName[] => {
  const operationId = (path: string, method: string): string | null => {
    const id = nodeAt(base, ['paths', path, method.toLowerCase(), 'operationId']);
    return typeof id === 'string' ? id : null;
  };
  const named = names.map((name) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, path, operationId: operationId(path, method) };
  });
  const path = trail[0] === 'paths' ? trail[1] : undefined;
  if (named.length > 0 || path === undefined) return named;
  const methods = trail[2] === undefined ? methodsOf(nodeAt(base, ['paths', path])) : [trail[2]];
  return methods.map((method) => ({ method: method.toUpperCase(), path, operationId: operationId(path, method) }));
};

const methodsOf = (item: unknown): readonly string[] =>
  Object.keys(typeof item === 'object' && item !== null ? item : {}).filter((name) =>
    /^(?:get|post|put|patch|delete|head|options|query)$/u.test(name),
  );
