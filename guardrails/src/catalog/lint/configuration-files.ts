import { posix } from 'node:path';
import type { Tree } from '../../tree/tree.ts';
import type { LintConfiguration } from './find-configurations.ts';

/**
 * Every file of a tree that an ESLint configuration is made of: itself, what it imports, reads or names as text, the workspace
 * packages that it imports, and for `.eslintrc` each one of its kind. When a change touches none of them, head's configuration is
 * base's.
 */
export const configurationFiles = async (
  tree: Tree,
  configuration: LintConfiguration,
): Promise<ReadonlySet<string>> => {
  const paths = (await tree.list()).map(({ path }) => path);
  const found = new Set<string>();
  const open = [configuration.path, ...(configuration.kind === 'eslintrc' ? paths.filter(isEslintrc) : [])];
  const packages = await workspacePackages(tree, paths);
  const known = new Set(paths);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (/\.(?:[cm]?[jt]s|json)$|\.eslintrc$/u.test(path)) {
      open.push(...mentionedFiles(path, (await tree.readText(path)) ?? '', { known, packages }));
    }
  }
  return found;
};

const isEslintrc = (path: string): boolean => /(?:^|\/)\.eslint(?:rc(?:\.\w+)?|ignore)$/u.test(path);

type Mentionable = {
  readonly known: ReadonlySet<string>;
  /** Name of a workspace package → the files in its folder. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
};

const mentionedFiles = (path: string, text: string, { known, packages }: Mentionable): readonly string[] =>
  literals(text).flatMap((literal) => {
    const target = posix.join(posix.dirname(path), literal);
    const file = ['', '.js', '.mjs', '.cjs', '.ts', '.json', '/index.js', '/index.ts']
      .map((ending) => `${target}${ending}`)
      .find((candidate) => known.has(candidate));
    return file === undefined ? (packages.get(packageName(literal)) ?? []) : [file];
  });

const literals = (text: string): readonly string[] =>
  [...text.matchAll(/(['"`])([^'"`\n$*{}]{1,200})\1/gu)].map((match) => match[2] ?? '');

/** `@scope/name` or `name` of an import such as `@scope/name/part`. */
const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const workspacePackages = async (
  tree: Tree,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const manifests = paths.filter((path) => path.endsWith('/package.json') && !path.includes('node_modules/'));
  const named = await Promise.all(
    manifests.map(async (path) => [packageNameOf(await tree.readText(path)), `${posix.dirname(path)}/`] as const),
  );
  return new Map(
    named.flatMap(([name, folder]) =>
      name === null ? [] : [[name, paths.filter((path) => path.startsWith(folder))] as const],
    ),
  );
};

const packageNameOf = (manifest: string | null): string | null =>
  /"name"\s*:\s*"([^"]+)"/u.exec(manifest ?? '')?.[1] ?? null;
