import { member } from './parse-document.ts';
import type { Node } from './parse-text.ts';
import { child, pointerSegments } from './located.ts';
import type { Located } from './located.ts';

export { child, items, members, pointerSegments } from './located.ts';
export type { Located } from './located.ts';

/**
 * Follows `$ref` inside one document to what it names. A reference to another file, to nothing, or in a circle
 * resolves to null: nothing is known of it.
 */
export const resolveReference = (root: Node, located: Located): Located | null => {
  let current: Located | null = located;
  for (let hops = 0; current !== null && hops < 64; hops += 1) {
    const reference = member(current.node, '$ref');
    if (typeof reference !== 'string') return current;
    current = reference.startsWith('#') ? followPointer(root, decodeFragment(reference.slice(1))) : null;
  }
  return null;
};

/** What stands at a JSON pointer of a document; null where nothing does. */
export const followPointer = (root: Node, pointer: string, file?: string): Located | null => {
  let current: Located | null = { node: root, pointer: '', file };
  for (const segment of pointerSegments(pointer)) {
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
