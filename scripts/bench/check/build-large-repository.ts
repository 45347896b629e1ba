import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createGit, type Git } from '../../../guardrails/src/tree/git.ts';

/** A generated repository: simulated code, so that its size is free to choose. */
export type LargeRepository = { readonly root: string; readonly git: Git; readonly files: readonly string[] };

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@localhost',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@localhost',
};

const filesPerPackage = 100;
const installed = ['eslint', 'typescript-eslint', 'typescript', 'dependency-cruiser'];

/**
 * Builds a workspace of TypeScript packages of 100 modules each, about 60 lines a module, without an import cycle, with an
 * untyped ESLint configuration, a strict tsconfig and dependency-cruiser rules, committed on `main`.
 */
export const buildLargeRepository = async (root: string, fileCount: number): Promise<LargeRepository> => {
  await mkdir(root, { recursive: true });
  const git = createGit({ cwd: root, env: identity });
  await git.text(['init', '--quiet', '--initial-branch=main', root]);
  const files = Array.from({ length: fileCount }, (_, index) => modulePath(index));
  const packages = [...new Set(files.map((path) => dirname(dirname(path))))];
  await Promise.all([...packages.map((folder) => mkdir(join(root, folder, 'src'), { recursive: true }))]);
  for (const [index, path] of files.entries()) await writeFile(join(root, path), moduleText(index));
  await Promise.all(packages.map((folder) => writeFile(join(root, folder, 'package.json'), manifest(folder))));
  for (const [path, text] of Object.entries(rootFiles)) await writeFile(join(root, path), text);
  await linkInstalled(root);
  await git.text(['add', '--all']);
  await git.text(['commit', '--quiet', '--message=Start']);
  return { root, git, files };
};

const modulePath = (index: number): string =>
  `packages/p${String(Math.floor(index / filesPerPackage)).padStart(2, '0')}/src/module-${index % filesPerPackage}.ts`;

const manifest = (folder: string): string =>
  `${JSON.stringify({ name: `@large/${folder.slice('packages/'.length)}`, version: '1.0.0', type: 'module' })}\n`;

const rootFiles: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules\n',
  'package.json': `${JSON.stringify({ name: 'large', private: true, type: 'module', workspaces: ['packages/*'], devDependencies: { eslint: '*', 'typescript-eslint': '*', typescript: '*', 'dependency-cruiser': '*' } })}\n`,
  'tsconfig.json': `${JSON.stringify({ compilerOptions: { strict: true, noEmit: true, module: 'nodenext', target: 'es2024', allowImportingTsExtensions: true, skipLibCheck: true, types: [] }, include: ['packages/*/src'] })}\n`,
  'eslint.config.mjs': `import tseslint from 'typescript-eslint';\nexport default tseslint.config(...tseslint.configs.recommended);\n`,
  '.dependency-cruiser.mjs': `export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'first-package-stands-alone', severity: 'error', from: { path: '^packages/p00/' }, to: { path: '^packages/(?!p00/)' } },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: 'tsconfig.json' } },
};\n`,
};

/** Links the tools of this repository: what is measured is the same ESLint, TypeScript and dependency-cruiser. */
export const linkInstalled = async (root: string): Promise<void> => {
  const modules = resolve(import.meta.dirname, '../../../node_modules');
  await mkdir(join(root, 'node_modules'), { recursive: true });
  for (const name of installed) await symlink(join(modules, name), join(root, 'node_modules', name));
};

/** The module `index`: it imports up to four earlier ones, one of them perhaps of another package. */
const moduleText = (index: number): string => {
  const own = index % filesPerPackage;
  const near = [1, 7, 23].map((step) => own - step).filter((target) => target >= 0);
  const imports = near.map((target) => `import { total${target} } from './module-${target}.ts';`);
  const far = index >= 2 * filesPerPackage && own % 10 === 0 ? index - filesPerPackage : null;
  const farImport =
    far === null ? [] : [`import { total${far % filesPerPackage} as totalFar } from '../../../${modulePath(far)}';`];
  const calls = [
    ...near.map((target) => `total${target}(rows, limit - 1)`),
    ...(far === null ? [] : ['totalFar(rows, limit - 1)']),
  ];
  return `${[...farImport, ...imports].join('\n')}
${functionsText(own, calls)}`;
};

const functionsText = (own: number, calls: readonly string[]): string => `
/** A row of module ${own}. */
export type Row${own} = { readonly id: string; readonly weight: number; readonly tags: readonly string[] };

const isLight${own} = (row: { readonly weight: number }): boolean => row.weight < ${own + 1};

/** What the rows of module ${own} weigh together, at most \`limit\` of them. */
export const total${own} = (rows: readonly Row${own}[], limit: number): number => {
  if (limit <= 0) return 0;
  const chosen = rows.filter((row) => !isLight${own}(row)).slice(0, limit);
  const below = [${calls.join(', ')}].reduce((sum, value) => sum + value, 0);
  return chosen.reduce((sum, row) => sum + row.weight, below);
};

/** Groups rows by their first tag. */
export const group${own} = (rows: readonly Row${own}[]): ReadonlyMap<string, readonly Row${own}[]> => {
  const groups = new Map<string, Row${own}[]>();
  for (const row of rows) {
    const [tag = 'none'] = row.tags;
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [row]);
    else group.push(row);
  }
  return groups;
};

/** The heaviest row, or null when there is none. */
export const heaviest${own} = (rows: readonly Row${own}[]): Row${own} | null => {
  let best: Row${own} | null = null;
  for (const row of rows) {
    if (best === null || row.weight > best.weight) best = row;
  }
  return best;
};

/** One line a row, for a person. */
export const describe${own} = (rows: readonly Row${own}[]): string => {
  const lines = rows.map((row) => {
    const tags = row.tags.length === 0 ? 'no tags' : row.tags.join(', ');
    return \`\${row.id}: \${row.weight} (\${tags})\`;
  });
  return lines.length === 0 ? 'no rows' : lines.join('\\n');
};
`;

/** Edits `count` modules spread over the repository, another set for each `seed`, and gives their paths. */
export const editModules = async (
  root: string,
  { files, count, seed }: { readonly files: readonly string[]; readonly count: number; readonly seed: number },
): Promise<readonly string[]> => {
  const step = Math.max(1, Math.floor(files.length / count));
  const edited = Array.from({ length: count }, (_, index) => files[(index * step + seed * 37) % files.length] ?? '');
  for (const [index, path] of [...new Set(edited)].entries())
    await writeFile(join(root, path), editedText(path, seed * 1000 + index), { flag: 'a' });
  return [...new Set(edited)];
};

const editedText = (path: string, number: number): string => `
/** What the change ${number} adds to ${path}. */
export const added${number} = (values: readonly number[], limit: number): readonly number[] => {
  const kept: number[] = [];
  for (const value of values) {
    if (kept.length >= limit) break;
    if (value % 2 === ${number % 2}) kept.push(value * ${number + 2});
  }
  return kept;
};
`;
