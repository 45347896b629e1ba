import type { ChangedFile } from '../../change/change.ts';
import { changedLines } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { Tree } from '../../tree/tree.ts';
import type { Observation } from './dependencies-evidence.ts';
import type { Manifest } from './manifest-reader.ts';
import { typesOf } from './package-of.ts';

/** All that is known of the manifests of both sides: path → manifest. */
export type Manifests = { readonly base: ReadonlyMap<string, Manifest>; readonly head: ReadonlyMap<string, Manifest> };

const source = /\.[cm]?[jt]sx?$/;
/** What is not built or published with the package that its folder names. */
const apart =
  /(?:^|\/)(?:node_modules|fixtures?|__fixtures__|__mocks__|templates?|examples?|samples?|docs?|demos?|playgrounds?|benchmarks?|generated|vendor|dist|build|test-projects?|e2e|website|scripts|public|static|integration[^/]*|runtime[^/]*)\/|\.d\.[cm]?ts$|(?:^|\/)[^/]+\.config\.[cm]?[jt]s$|(?:^|\/)\.[^/]+\.[cm]?[jt]s$/;

type Facts = Pick<CollectContext, 'head' | 'change' | 'facts'>;

/**
 * Packages that the change imports and no package.json above the file names, and dependencies that it takes away or adds
 * although files import them or none does. Names that the repository resolves itself (`paths`, workspaces, folders of
 * `baseUrl`) are left out.
 */
export const observeImports = async (
  { head, change, facts }: Facts,
  manifests: Manifests,
): Promise<readonly Observation[]> => {
  const { importReader } = await import('./import-reader.ts');
  const files = change.files.filter(({ path, status }) => status !== 'deleted' && isJudged(path));
  const removed = removedNames(manifests);
  if (files.length === 0 && removed.size === 0) return [];
  const paths = (await head.list()).map(({ path }) => path);
  const inReach = await filesNaming(head, { paths, removed });
  const imports = await facts(importReader, head, [...new Set([...files.map(({ path }) => path), ...inReach])]);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const candidates = [...imports].flatMap(([path, found]) => {
    const lost = lostAbove(path, removed);
    return found
      .filter(({ name, line, isLazy }) => lost.has(name) || (!isLazy && isAdded(byPath.get(path), line)))
      .filter(({ name }) => !isListed({ path, name }, manifests.head))
      .map((one) => ({ ...one, path }));
  });
  if (candidates.length === 0) return [];
  const isOwn = await ownNames({ head, paths, of: candidates.map(({ path }) => path) });
  return firstOfEach(candidates.filter(({ path, specifier }) => !isOwn(specifier, path))).map(
    ({ path, name, line }) => ({
      kind: 'unlisted',
      path,
      line,
      name,
      detail: { manifest: nearestManifest(path, manifests.head) ?? 'package.json' },
      isCertain: lostAbove(path, removed).has(name),
    }),
  );
};

type Naming = { readonly paths: readonly string[]; readonly removed: ReadonlyMap<string, ReadonlySet<string>> };

/** Files below a manifest that lost a dependency in whose text the name stands: those alone are worth parsing. */
const filesNaming = async (head: Tree, { paths, removed }: Naming): Promise<readonly string[]> => {
  if (removed.size === 0) return [];
  const names = [...removed.values()].flatMap((lost) => [...lost]);
  const below = paths.filter((path) => isJudged(path) && isBelowAny(path, removed)).slice(0, mostFiles);
  const naming = await Promise.all(
    below.map(async (path) => {
      const text = await head.readText(path);
      return names.some((name) => text?.includes(name) === true) ? [path] : [];
    }),
  );
  return naming.flat();
};

/** Most files that are looked at for the imports of a dependency that was taken away. */
const mostFiles = 4000;

const isJudged = (path: string): boolean => source.test(path) && !apart.test(path);

const isAdded = (file: ChangedFile | undefined, line: number): boolean =>
  file !== undefined && changedLines(file).has(line);

const firstOfEach = <Found extends { readonly path: string; readonly name: string }>(
  all: readonly Found[],
): readonly Found[] =>
  all.filter((one, index) => all.findIndex(({ path, name }) => path === one.path && name === one.name) === index);

/** Manifest → names that head's version no longer has. */
const removedNames = ({ base, head }: Manifests): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...head].flatMap(([path, manifest]) => {
      const now = new Set(manifest.dependencies.map(({ name }) => name));
      const gone = (base.get(path)?.dependencies ?? []).map(({ name }) => name).filter((name) => !now.has(name));
      return gone.length === 0 ? [] : [[path, new Set(gone)] as const];
    }),
  );

const folderOf = (manifest: string): string => manifest.slice(0, -'package.json'.length);

const isBelowAny = (path: string, removed: ReadonlyMap<string, unknown>): boolean =>
  [...removed.keys()].some((manifest) => path.startsWith(folderOf(manifest)));

const lostAbove = (path: string, removed: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> =>
  new Set([...removed].flatMap(([manifest, names]) => (path.startsWith(folderOf(manifest)) ? [...names] : [])));

const manifestsAbove = (path: string, manifests: ReadonlyMap<string, Manifest>): readonly string[] =>
  [...manifests.keys()]
    .filter((manifest) => path.startsWith(folderOf(manifest)))
    .toSorted((one, other) => other.length - one.length);

const nearestManifest = (path: string, manifests: ReadonlyMap<string, Manifest>): string | undefined =>
  manifestsAbove(path, manifests)[0];

/** What comes with another package and is meant to be imported by its own name. */
const companions: { readonly [name: string]: readonly string[] } = {
  '@jest/globals': ['jest', 'ts-jest', 'jest-cli'],
  '@babel/types': ['@babel/core'],
  estree: ['@types/estree'],
};

const isListed = (
  { path, name }: { readonly path: string; readonly name: string },
  manifests: ReadonlyMap<string, Manifest>,
): boolean => {
  const above = manifestsAbove(path, manifests);
  if (above.length === 0 || [...manifests.values()].some((manifest) => manifest.name === name)) return true;
  const answers = [name, typesOf(name), ...(companions[name] ?? [])];
  return above.some((manifest) => manifests.get(manifest)?.dependencies.some((one) => answers.includes(one.name)));
};

type OwnNamesRequest = { readonly head: Tree; readonly paths: readonly string[]; readonly of: readonly string[] };

/** Tests whether a specifier is resolved by the repository itself, as far as its files tell. */
const ownNames = async ({
  head,
  paths,
  of,
}: OwnNamesRequest): Promise<(specifier: string, path: string) => boolean> => {
  const settings = paths.filter(
    (path) =>
      /(?:^|\/)(?:(?:ts|js)config[^/]*\.json|(?:vite|vitest|webpack|rollup|babel|metro|jest|astro|next)[\w.-]*\.config\.[cm]?[jt]s|deno\.jsonc?|import_?map\.json)$/.test(
        path,
      ) && isNear(path, of),
  );
  const texts = await Promise.all(settings.slice(0, 100).map((path) => head.readText(path)));
  const keys = texts.flatMap((text) =>
    Array.from(
      (text ?? '').matchAll(
        /["']?([@~\w#$^][\w@/.*$^-]*)["']?\s*:\s*(?:\[|["'`]|path|resolve|fileURL|new URL)|find:\s*["']([^"']+)["']/g,
      ),
      (match) => match[1] ?? match[2] ?? '',
    ),
  );
  const aliases = keys
    .map((key) =>
      key
        .replace(/^\^/, '')
        .replace(/\/?\(?[.*$].*$/, '')
        .replace(/\/$/, ''),
    )
    .filter((key) => key.length > 0);
  const folders = new Set(paths.flatMap((path) => path.split('/').slice(0, -1)));
  const modules = new Set(paths.flatMap((path) => /(?:^|\/)([\w-]+)\.[cm]?[jt]sx?$/.exec(path)?.[1] ?? []));
  return (specifier) => {
    const [first = ''] = specifier.split('/');
    if (aliases.some((alias) => specifier === alias || specifier.startsWith(`${alias}/`))) return true;
    // `components/Button` under a `baseUrl`: a folder or file of that name is somewhere in the repository.
    return !specifier.startsWith('@') && (folders.has(first) || (!specifier.includes('/') && modules.has(specifier)));
  };
};

const isNear = (path: string, of: readonly string[]): boolean => {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return of.some((one) => one.startsWith(folder));
};
