import { isRecord } from '../document/parse-document.ts';
import type { Located } from '../document/resolve-reference.ts';
import type { SchemaReaders } from './schema-difference.ts';
import type { Parts } from './schema.ts';

/**
 * Whether two schemas say the same word by word, references followed. False means only that this is not seen at once.
 * Each pair of nodes is looked at once, so asking it of all schemas of two documents takes time linear in their size.
 */
export const isSameSchema = (base: Parts, head: Parts, readers: SchemaReaders): boolean => {
  if (base.length !== head.length) return false;
  const open: [object, object][] = [];
  const search: Search = { readers, open, isOpen: new Map() };
  const isSame = base.every((part, index) => {
    const other = head[index];
    return other !== undefined && isSameNode(part, other, { ...search, depth: 0 });
  });
  // What was equal only on the way to a difference may have leant on it, so it is forgotten.
  if (isSame) for (const [one, other] of open) remember(readers, [one, other], true);
  return isSame;
};

type Search = {
  readonly readers: SchemaReaders;
  readonly open: [object, object][];
  readonly isOpen: Map<object, Set<object>>;
};

const maximumDepth = 150;

const isSameNode = (base: Located, head: Located, search: Search & { readonly depth: number }): boolean => {
  const [one, other] = [base.node, head.node];
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  const known = search.readers.memory.same.get(one)?.get(other);
  if (known !== undefined) return known;
  if (search.isOpen.get(one)?.has(other) === true) return true;
  if (search.depth > maximumDepth) return false;
  search.isOpen.set(one, (search.isOpen.get(one) ?? new Set()).add(other));
  search.open.push([one, other]);
  const isSame = hasSameMembers(base, head, search);
  if (!isSame) remember(search.readers, [one, other], false);
  return isSame;
};

const hasSameMembers = (base: Located, head: Located, search: Search & { readonly depth: number }): boolean => {
  const deeper = { ...search, depth: search.depth + 1 };
  if (Array.isArray(base.node) || Array.isArray(head.node)) {
    if (!Array.isArray(base.node) || !Array.isArray(head.node) || base.node.length !== head.node.length) return false;
    return base.node.every((_, index) => isSameChild([base, head], index, deeper));
  }
  if (!isRecord(base.node) || !isRecord(head.node)) return false;
  const keys = Object.keys(base.node);
  if (keys.length !== Object.keys(head.node).length) return false;
  const headNode = head.node;
  return keys.every((key) => {
    if (!Object.hasOwn(headNode, key)) return false;
    const isReference = key === '$ref' && typeof headNode[key] === 'string';
    return isReference ? isSameTarget(base, head, deeper) : isSameChild([base, head], key, deeper);
  });
};

const isSameChild = (
  [base, head]: readonly [Located, Located],
  key: string | number,
  search: Search & { readonly depth: number },
): boolean => {
  return isSameNode(below(base, key), below(head, key), search);
};

/** Pointers are not needed here, and making them would cost most of the time. */
const below = ({ node, file }: Located, key: string | number): Located => ({
  node: (node as Record<string | number, unknown>)[key],
  pointer: '',
  file,
});

const isSameTarget = (base: Located, head: Located, search: Search & { readonly depth: number }): boolean => {
  const [one, other] = [search.readers.base.resolve(base), search.readers.head.resolve(head)];
  if (one === null || other === null) return false;
  return isSameNode(one, other, search);
};

const remember = (readers: SchemaReaders, [one, other]: readonly [object, object], isSame: boolean): void => {
  const known = readers.memory.same.get(one) ?? new WeakMap<object, boolean>();
  known.set(other, isSame);
  readers.memory.same.set(one, known);
};
