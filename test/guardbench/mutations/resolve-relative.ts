import { posix } from 'node:path';

const endings = ['', '.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '/index.ts', '/index.tsx', '/index.js'];

/** The file that a relative import names, among the paths of a tree; undefined where none fits. Pure. */
export const resolveRelative = (from: string, specifier: string, paths: ReadonlySet<string>): string | undefined => {
  const target = posix.join(posix.dirname(from), specifier);
  // TypeScript names the file that will be emitted.
  const written = target.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  return [...endings.map((ending) => target + ending), written, written.replace(/\.ts$/, '.tsx')].find((path) =>
    paths.has(path),
  );
};

/** How `from` imports `to` relatively, written as the repository's other imports are. Pure. */
export const relativeSpecifier = (from: string, to: string, like: string): string => {
  const path = posix.relative(posix.dirname(from), to);
  const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
  const ending = /\.[cm]?[jt]sx?$/.exec(like)?.[0] ?? '';
  return `${bare.startsWith('.') ? '' : './'}${bare}${ending}`;
};
