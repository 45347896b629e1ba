import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildLargeRepository, editModules, linkInstalled, type LargeRepository } from './build-large-repository.ts';
import { measureProcess, watchMemory, type Measured } from './measure-process.ts';

/** Checks a work tree against `main`; `state` is the folder of the cache, by default the one that all checks share. */
export type Check = (cwd: string, state?: string) => Promise<Measured>;

/** One check beside the three tools over the whole tree. */
export type Versus = {
  readonly tools: readonly { readonly name: string; readonly measured: Measured }[];
  readonly cold: Measured;
  readonly warm: readonly Measured[];
  readonly peakBytes: number;
};

/** Checks at once. */
export type Many = {
  readonly count: number;
  readonly wallSeconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  readonly peakBytes: number;
};

/** The time of a warm check by the size of the change and of the repository. */
export type SizePoint = {
  readonly repositoryFiles: number;
  readonly changedFiles: number;
  readonly cpuSeconds: number;
};

type Measurement = {
  readonly repository: LargeRepository;
  readonly check: Check;
  readonly say: (text: string) => void;
};

const modules = resolve(import.meta.dirname, '../../../node_modules');

/** Measures ESLint, tsc and dependency-cruiser one after the other, then a cold check and three warm ones of other changes. */
export const compareWithTools = async ({
  repository,
  check,
  dir,
  say,
}: Measurement & { readonly dir: string }): Promise<Versus> => {
  const { root } = repository;
  const node = process.execPath;
  const commands = [
    { name: 'ESLint', argv: [node, join(modules, 'eslint/bin/eslint.js'), '.'] },
    { name: 'tsc', argv: [node, join(modules, 'typescript/bin/tsc'), '--noEmit'] },
    {
      name: 'dependency-cruiser',
      argv: [node, join(modules, 'dependency-cruiser/bin/dependency-cruiser.mjs'), 'packages'],
    },
  ];
  const tools: { readonly name: string; readonly measured: Measured }[] = [];
  for (const { name, argv } of commands) {
    const measured = await measureProcess(argv, { cwd: root });
    if (measured.exitCode !== 0) throw new Error(`${name}: ${measured.stdout.slice(-2000)}${measured.stderr}`);
    say(`${name} over the whole tree: ${measured.wallSeconds.toFixed(1)} s`);
    tools.push({ name, measured });
  }
  await edit(repository, 1);
  const cold = await watchMemory(() => check(root, join(dir, 'cold-state')));
  say(`a cold check: ${cold.result.wallSeconds.toFixed(1)} s`);
  await check(root);
  const warm: Measured[] = [];
  for (const seed of [2, 3, 4]) {
    await edit(repository, seed);
    warm.push(await check(root));
  }
  say(`warm checks: ${warm.map(({ wallSeconds }) => `${wallSeconds.toFixed(1)} s`).join(', ')}`);
  await repository.git.text(['checkout', '--quiet', '.']);
  return { tools, cold: cold.result, warm, peakBytes: cold.peakBytes };
};

const edit = async ({ root, git, files }: LargeRepository, seed: number, count = 10): Promise<void> => {
  await git.text(['checkout', '--quiet', '.']);
  await editModules(root, { files, count, seed });
};

/** Checks many work trees of the repository at once, each with a change of its own and all with one cache. */
export const measureMany = async ({
  repository,
  check,
  count,
  dir,
  say,
}: Measurement & { readonly count: number; readonly dir: string }): Promise<Many> => {
  say(`${count} work trees at once`);
  const trees = Array.from({ length: count }, (_, index) => join(dir, `tree-${index}`));
  for (const [index, tree] of trees.entries()) {
    await repository.git.text(['worktree', 'add', '--quiet', '--detach', tree]);
    await linkInstalled(tree);
    await editModules(tree, { files: repository.files, count: 10, seed: 100 + index });
  }
  const { result, peakBytes } = await watchMemory(() => Promise.all(trees.map((tree) => check(tree))));
  const [wallSeconds, cpuSeconds] = [result.map((one) => one.wallSeconds), result.map((one) => one.cpuSeconds)];
  say(`the slowest took ${Math.max(...wallSeconds).toFixed(1)} s`);
  return { count, wallSeconds, cpuSeconds, peakBytes };
};

/** Measures warm checks for changes of several sizes in repositories of several sizes. */
export const measureSizes = async ({
  dir,
  check,
  isQuick,
  say,
}: Omit<Measurement, 'repository'> & { readonly dir: string; readonly isQuick: boolean }): Promise<
  readonly SizePoint[]
> => {
  const points: SizePoint[] = [];
  for (const repositoryFiles of isQuick ? [200] : [500, 1500, 5000]) {
    const root = join(dir, String(repositoryFiles));
    const repository = await buildLargeRepository(root, repositoryFiles);
    await edit(repository, 1);
    await check(root);
    for (const changedFiles of isQuick ? [1, 10] : [1, 10, 40, 160]) {
      await edit(repository, 7, changedFiles);
      const { cpuSeconds } = await check(root);
      say(`${changedFiles} of ${repositoryFiles} files: ${cpuSeconds.toFixed(2)} CPU-seconds`);
      points.push({ repositoryFiles, changedFiles, cpuSeconds });
    }
    await rm(root, { recursive: true, force: true });
  }
  return points;
};
