/** How much of a document is read. */
export type MeasureLimits = {
  readonly maximumDepth: number;
  readonly maximumSize: number;
  /** False for a tree, in which no part is met twice: then only its depth is measured, which is much quicker. */
  readonly isShared: boolean;
};

/**
 * What is too much about a value, in words; null where nothing is. Size counts values as if each YAML alias were written
 * out, which is what a text of a few lines can blow up. Pure; each shared part is measured once.
 */
export const measureNode = (root: unknown, { maximumDepth, maximumSize, isShared }: MeasureLimits): string | null => {
  if (!isShared) return isDeeper(root, maximumDepth) ? tooDeep(maximumDepth) : null;
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const measure = (node: unknown, depth: number): number => {
    if (typeof node !== 'object' || node === null) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) throw new Excess('a part of it contains itself by an alias');
    if (depth > maximumDepth) throw new Excess(tooDeep(maximumDepth));
    open.add(node);
    let size = 1;
    // Not Object.values: of a list it would copy all of it.
    if (Array.isArray(node)) for (const item of node) size += measure(item, depth + 1);
    else for (const key in node) size += measure((node as Record<string, unknown>)[key], depth + 1);
    open.delete(node);
    if (size > maximumSize) throw new Excess(`its aliases unfold to more than ${maximumSize} values`);
    sizes.set(node, size);
    return size;
  };
  try {
    measure(root, 0);
    return null;
  } catch (error) {
    if (error instanceof Excess) return error.message;
    throw error;
  }
};

const tooDeep = (maximumDepth: number): string => `it is nested deeper than ${maximumDepth} levels`;

const isDeeper = (node: unknown, levels: number): boolean => {
  if (typeof node !== 'object' || node === null) return false;
  if (levels < 0) return true;
  if (Array.isArray(node)) return node.some((item) => isDeeper(item, levels - 1));
  for (const key in node) if (isDeeper((node as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
};

class Excess extends Error {}
