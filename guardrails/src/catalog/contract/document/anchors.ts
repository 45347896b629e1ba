import { escapeSegment } from './located.ts';
import type { Located } from './located.ts';

/** Finds schemas by the names that they give themselves. */
export type Anchors = {
  /** By `$id`, an absolute address. */
  readonly byId: (reference: string) => Located | null;
  /** By `$anchor` or `$dynamicAnchor` in one file. */
  readonly byName: (root: Located, name: string) => Located | null;
};

/** Creates a finder over the files of a document. A file is searched on the first question, which few documents ask. */
export const createAnchors = (files: () => readonly Located[]): Anchors => {
  const known = new Map<unknown, ReadonlyMap<string, Located>>();
  const namesOf = (root: Located): ReadonlyMap<string, Located> => {
    const names = known.get(root.node) ?? collectNames(root);
    known.set(root.node, names);
    return names;
  };
  return {
    byId: (reference) => {
      if (!/^[a-z][a-z0-9+.-]*:/i.test(reference)) return null;
      const [id = ''] = reference.split('#');
      for (const root of files()) {
        const found = namesOf(root).get(`id:${id}`);
        if (found !== undefined && id === reference.replace(/#$/, '')) return found;
      }
      return null;
    },
    byName: (root, name) => namesOf(root).get(`anchor:${name}`) ?? null,
  };
};

const collectNames = (root: Located): ReadonlyMap<string, Located> => {
  const names = new Map<string, Located>();
  const seen = new Set<object>();
  const visit = (node: unknown, pointer: string): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    for (const [key, value] of Object.entries(node)) {
      const kind = key === '$id' ? 'id' : key === '$anchor' || key === '$dynamicAnchor' ? 'anchor' : null;
      if (kind !== null && typeof value === 'string') names.set(`${kind}:${value}`, { ...root, node, pointer });
      else visit(value, `${pointer}/${escapeSegment(key)}`);
    }
  };
  visit(root.node, root.pointer);
  return names;
};
