import type { DeadEnd, DocumentSet } from './document-set.ts';
import { escapeSegment, pointerSegments } from './located.ts';

/** A `$ref` that leads nowhere, and where it stands. */
export type BrokenReference = {
  readonly reference: string;
  readonly reason: DeadEnd;
  /** Path of the file it stands in. */
  readonly file: string;
  readonly pointer: string;
};

/**
 * All references of a document, and of the files it refers to, that lead nowhere, each address once a file. What stands
 * in examples, defaults and allowed values is data and no reference. Pure.
 */
export const brokenReferences = (set: DocumentSet): readonly BrokenReference[] => {
  const broken: BrokenReference[] = [];
  const seen = new Set<object>();
  const checked = new Set<string>();
  const check = (reference: string, file: string, path: readonly string[]): void => {
    const key = `${file}\n${reference}`;
    if (checked.has(key)) return;
    checked.add(key);
    const reason = deadEnd(set, reference, file);
    if (reason !== null)
      broken.push({ reference, reason, file, pointer: path.map((segment) => `/${escapeSegment(segment)}`).join('') });
  };
  // A list instead of recursion: references can follow each other for thousands of steps.
  const pending: (readonly [unknown, string, string])[] = [[set.root, set.path, '']];
  const visit = (node: unknown, file: string, path: string[]): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    for (const key in node) {
      const value = (node as Record<string, unknown>)[key];
      const isScalar = typeof value !== 'object' || value === null;
      if (isScalar && key !== '$ref') continue;
      path.push(key);
      if (typeof value === 'string') refer(value, file, path);
      else if (!isData(key, value)) visit(value, file, path);
      path.pop();
    }
  };
  const refer = (reference: string, file: string, path: readonly string[]): void => {
    check(reference, file, path);
    const target = set.lookUp(reference, file);
    if (!('reason' in target)) pending.push([target.node, target.file ?? set.path, target.pointer]);
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, file, pointer] = next;
    visit(node, file, [...pointerSegments(pointer)]);
  }
  return broken;
};

/** Under `properties` these are names; there their values are schemas, which are objects and not lists or texts. */
const isData = (key: string, value: unknown): boolean =>
  /^(?:example|examples|default|enum|const|x-.*)$/.test(key) && !(isSchemaLike(value) && key !== 'examples');

const isSchemaLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('type' in value || 'allOf' in value || 'properties' in value);

const deadEnd = (set: DocumentSet, reference: string, file: string): DeadEnd | null => {
  let [at, from] = [reference, file];
  for (let hops = 0; hops < 64; hops += 1) {
    const target = set.lookUp(at, from);
    if ('reason' in target) return target.reason;
    const next = (target.node as { readonly $ref?: unknown } | null)?.$ref;
    if (typeof next !== 'string') return null;
    [at, from] = [next, target.file ?? set.path];
  }
  return 'circle';
};
