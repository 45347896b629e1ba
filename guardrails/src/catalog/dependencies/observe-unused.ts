import type { CollectContext } from '../../guardrail.ts';
import type { Tree } from '../../tree/tree.ts';
import type { Observation } from './dependencies-evidence.ts';
import type { Manifests } from './observe-imports.ts';

/** Most files that are searched for the use of a new dependency. */
const mostFiles = 2000;

/**
 * Among dependencies that were added, those whose name stands in no file below their manifest. Types, and tools that a
 * script runs by name, are left out; so is a folder of so many files that somebody would have to wait.
 */
export const observeUnused = async (
  { head }: Pick<CollectContext, 'head'>,
  { added, manifests }: { readonly added: readonly Observation[]; readonly manifests: Manifests },
): Promise<readonly Observation[]> => {
  const asked = added.filter(
    ({ name, path, detail }) =>
      !name.startsWith('@types/') &&
      detail['section'] === 'dependencies' &&
      manifests.head.get(path)?.scripts.includes(name) !== true,
  );
  if (asked.length === 0) return [];
  const paths = (await head.list()).filter(({ mode }) => mode.startsWith('100')).map(({ path }) => path);
  const unused: Observation[] = [];
  for (const one of asked) {
    const folder = one.path.slice(0, -'package.json'.length);
    const below = paths.filter((path) => path.startsWith(folder) && mayUse.test(path) && !mayNot.test(path));
    if (below.length > mostFiles || (await isMentioned(head, { paths: below, name: one.name }))) continue;
    unused.push({ ...one, kind: 'unused', isCertain: false });
  }
  return unused;
};

const mayUse = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx?|json|ya?ml|toml|css|scss|html)$|rc$/;
const mayNot = /(?:^|\/)(?:node_modules\/|package\.json$|package-lock\.json$|pnpm-lock\.yaml$)|\.(?:md|snap)$/;

/** Reads a hundred files at a time, so that a use that is found early ends it. */
const isMentioned = async (
  head: Tree,
  { paths, name }: { readonly paths: readonly string[]; readonly name: string },
): Promise<boolean> => {
  for (let at = 0; at < paths.length; at += 100) {
    const texts = await Promise.all(paths.slice(at, at + 100).map((path) => head.readText(path)));
    if (texts.some((text) => text?.includes(name) === true)) return true;
  }
  return false;
};
