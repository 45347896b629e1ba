import picomatch from 'picomatch';
import type { Change } from '../../change/change.ts';

/** Which paths are two versions of one document; null is an absent side. */
export type PathPair = { readonly base: string | null; readonly head: string | null };

/** The globs that find documents, the paths of both trees, and the change between them. */
export type PairRequest = {
  readonly globs: readonly string[];
  readonly basePaths: readonly string[];
  readonly headPaths: readonly string[];
  readonly change: Change;
};

/**
 * Pairs the documents of base and head: by path, by a rename that git saw, else by name without extension in the same
 * folder (`openapi.yaml` written anew as `openapi.json`). Pure; in the order of the paths.
 */
export const pairDocuments = ({ globs, basePaths, headPaths, change }: PairRequest): readonly PathPair[] => {
  const isDocument = globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
  const isInstalled = (path: string) => path.split('/').includes('node_modules');
  const find = (paths: readonly string[]) => paths.filter((path) => isDocument(path) && !isInstalled(path));
  const renames = new Map(
    change.files.flatMap((file) =>
      file.status === 'renamed' && file.basePath !== undefined ? [[file.basePath, file.path] as const] : [],
    ),
  );
  const head = new Set(find(headPaths));
  const inHead = new Set(headPaths);
  const followed = find(basePaths).map((path): PathPair => {
    const renamed = renames.get(path);
    return {
      base: path,
      head: inHead.has(path) ? path : renamed !== undefined && inHead.has(renamed) ? renamed : null,
    };
  });
  const taken = new Set(followed.map((pair) => pair.head));
  const fresh = new Set([...head].filter((path) => !taken.has(path)));
  const settled = followed.map((pair) => {
    const twin = pair.head === null ? [...fresh].find((path) => stem(path) === stem(pair.base ?? '')) : undefined;
    if (twin === undefined) return pair;
    fresh.delete(twin);
    return { base: pair.base, head: twin };
  });
  return [...settled, ...[...fresh].map((path) => ({ base: null, head: path }))];
};

const stem = (path: string): string => path.replace(/\.[^./]+$/, '');
