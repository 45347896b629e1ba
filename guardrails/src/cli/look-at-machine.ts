import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createControlGroup } from '../sandbox/control-group.ts';
import { defaultMemoryBytes } from '../sandbox/bubblewrap-arguments.ts';
import { openRepository } from '../tree/repository.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Machine } from './diagnose.ts';
import { survey } from './init/survey.ts';
import { lookAtRepository } from './init/look-at-repository.ts';

/** How a command's processes are limited here, in the order in which it is tried. */
const processLimit = (): Machine['processLimit'] => {
  const group = createControlGroup(8);
  if (group !== null) {
    group.remove();
    return 'control group';
  }
  const isRoot = process.getuid?.() === 0;
  return !isRoot && existsSync('/usr/bin/prlimit') ? 'RLIMIT_NPROC' : 'counting';
};

/** Looks at what `doctor` tells beside versions and walls: limits, the cache and the repository around the current folder. */
export const lookAtMachine = async (): Promise<
  Pick<Machine, 'processLimit' | 'memoryBytes' | 'cache' | 'repository'>
> => ({
  ...{ processLimit: processLimit(), memoryBytes: defaultMemoryBytes },
  cache: { folder: cacheFolder(), bytes: sizeOf(cacheFolder()) },
  repository: await lookAround(),
});

const mostEntries = 20_000;

/** Bytes of the files below a folder; null where there are too many to be worth counting. */
const sizeOf = (folder: string): number | null => {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  if (entries.length > mostEntries) return null;
  return entries.reduce((sum, entry) => {
    const found = statSync(join(folder, entry), { throwIfNoEntry: false });
    return sum + (found?.isFile() === true ? found.size : 0);
  }, 0);
};

const lookAround = async (): Promise<Machine['repository']> => {
  const repository = await openRepository(process.cwd()).catch(() => null);
  if (repository === null) return null;
  const shallow = await repository.git.run(['rev-parse', '--is-shallow-repository']);
  const found = await survey(await lookAtRepository(repository));
  const installed = (name: string): boolean => existsSync(join(repository.root, 'node_modules', name, 'package.json'));
  return {
    isShallow: shallow.stdout.toString().trim() === 'true',
    ...{ eslint: found.eslint !== null, eslintInstalled: installed('eslint') },
    ...{ typescript: found.hasTypescript, typescriptInstalled: installed('typescript') },
    testRunner: found.testRunner,
    testRunnerInstalled: found.testRunner === 'node:test' || (found.testRunner !== null && installed(found.testRunner)),
  };
};

/** The version of git; null where it cannot be started. */
export const gitVersion = (): string | null => {
  const { error, stdout } = spawnSync('git', ['--version'], { encoding: 'utf8' });
  return error === undefined ? (/\d+(\.\d+)+/.exec(stdout)?.[0] ?? null) : null;
};
