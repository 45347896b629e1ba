import { member } from './parse-document.ts';
import type { Node } from './parse-text.ts';

/** A value of a document and where it stands, as a JSON pointer (RFC 6901). */
export type Located = {
  readonly node: Node;
  readonly pointer: string;
  /** Path of the file, where a document has several and this is not the first. */
  readonly file?: string | undefined;
};

/** The member `key` of a located object or array, with its pointer; null where there is none. */
export const child = (parent: Located, key: string | number): Located | null => {
  const node = Array.isArray(parent.node) ? (parent.node as Node[])[Number(key)] : member(parent.node, String(key));
  return node === undefined ? null : step(parent, String(key), node);
};

/** The members of a located object, in order; none for anything else. */
export const members = (parent: Located | null): readonly (readonly [string, Located])[] =>
  parent === null || typeof parent.node !== 'object' || parent.node === null || Array.isArray(parent.node)
    ? []
    : Object.entries(parent.node).map(([key, node]) => [key, step(parent, key, node)]);

/** The items of a located array, in order; none for anything else. */
export const items = (parent: Located | null): readonly Located[] =>
  parent === null || !Array.isArray(parent.node)
    ? []
    : (parent.node as Node[]).map((node, index) => step(parent, String(index), node));

/** The segments of a JSON pointer, unescaped. */
export const pointerSegments = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A segment of a JSON pointer, escaped. */
export const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

const step = ({ pointer, file }: Located, key: string, node: Node): Located =>
  file === undefined
    ? { node, pointer: `${pointer}/${escapeSegment(key)}` }
    : { node, pointer: `${pointer}/${escapeSegment(key)}`, file };
