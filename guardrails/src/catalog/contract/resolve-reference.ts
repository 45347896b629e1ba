import { isRecord, member } from './parse-document.ts';
import type { Node } from './parse-document.ts';

/** A value of a document and where it stands, as a JSON pointer (RFC 6901). */
export type Located = { readonly node: Node; readonly pointer: string };

/** The member `key` of a located object or array, with its pointer; null where there is none. */
export const child = (parent: Located, key: string | number): Located | null => {
  const node = Array.isArray(parent.node) ? (parent.node as Node[])[Number(key)] : member(parent.node, String(key));
  return node === undefined ? null : { node, pointer: `${parent.pointer}/${escapeSegment(String(key))}` };
};

/** The members of a located object, in order; none for anything else. */
export const members = (parent: Located | null): readonly (readonly [string, Located])[] =>
  parent === null || !isRecord(parent.node)
    ? []
    : Object.entries(parent.node).map(([key, node]) => [
        key,
        { node, pointer: `${parent.pointer}/${escapeSegment(key)}` },
      ]);

/** The items of a located array, in order; none for anything else. */
export const items = (parent: Located | null): readonly Located[] =>
  parent === null || !Array.isArray(parent.node)
    ? []
    : (parent.node as Node[]).map((node, index) => ({ node, pointer: `${parent.pointer}/${index}` }));

/**
 * Follows `$ref` inside the document to what it names. A reference to another file, to nothing, or in a circle
 * resolves to null: nothing is known of it.
 */
export const resolveReference = (root: Node, located: Located): Located | null => {
  let current: Located | null = located;
  for (let hops = 0; current !== null && hops < 64; hops += 1) {
    const reference = member(current.node, '$ref');
    if (typeof reference !== 'string') return current;
    current = follow(root, reference);
  }
  return null;
};

/** The segments of a JSON pointer, unescaped. */
export const pointerSegments = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

const follow = (root: Node, reference: string): Located | null => {
  if (!reference.startsWith('#')) return null;
  let current: Located | null = { node: root, pointer: '' };
  for (const segment of pointerSegments(decodeFragment(reference.slice(1)))) {
    if (current === null) return null;
    current = child(current, segment);
  }
  return current;
};

const decodeFragment = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
};
