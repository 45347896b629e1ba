import picomatch from 'picomatch';

/**
 * Creates the test whether any of these globs covers a path (dotfiles included). A glob that is the path itself covers
 * it also where it holds characters that mean something in a glob, as in `app/[id]/page.tsx`. Pure.
 */
export const matchGlobs = (globs: readonly string[]): ((path: string) => boolean) => {
  const exact = new Set(globs);
  const matchers = globs.map((glob) => picomatch(glob, { dot: true, nonegate: true }));
  return (path) => exact.has(path) || matchers.some((matches) => matches(path));
};
