import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withTemporaryFolder } from '../../../guardrails/src/tree/temporary-folder.ts';
import { buildLargeRepository } from './build-large-repository.ts';
import { measureProcess } from './measure-process.ts';
import { compareWithTools, measureMany, measureSizes, type Check } from './measurements.ts';
import { formatSpeed, judgeSpeed } from './speed-report.ts';

const help = `Measures how quick the deterministic guardrails are, on a generated repository (simulated code).

  npm run bench:check -- [--files 5000] [--workspaces 20] [--quick] [--publish FILE]

  --files N       TypeScript files of the large repository (default 5000)
  --workspaces N  checks at once, each of a work tree of its own (default 20)
  --quick         500 files, 4 work trees, one size: whether it works, not how quick it is
  --publish FILE  also write the tables and the plot as Markdown

Exit code 1 when a limit of the issue is passed: warm 5 s, cold a third of ESLint, tsc and dependency-cruiser over the
whole tree, 2 GB; at once 4 GB in all and 15 s at the 95th percentile.
`;

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '5000' },
    workspaces: { type: 'string', default: '20' },
    quick: { type: 'boolean', default: false },
    publish: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const interlock = resolve(import.meta.dirname, '../../../guardrails/bin/interlock.mjs');

/** All deterministic guardrails but those that run tests, servers or a whole compiler. */
const fastSet = ['scope', 'policy', 'lint', 'architecture', 'contract', 'test-integrity', 'secrets', 'dependencies'];

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const run = (dir: string): Promise<string> => {
  const fileCount = values.quick ? 500 : Number(values.files);
  const workspaces = values.quick ? 4 : Number(values.workspaces);
  return measureAll({ dir, fileCount, workspaces });
};

type Plan = { readonly dir: string; readonly fileCount: number; readonly workspaces: number };

const measureAll = async ({ dir, fileCount, workspaces }: Plan): Promise<string> => {
  say(`building a repository of ${fileCount} files`);
  const repository = await buildLargeRepository(join(dir, 'large'), fileCount);
  const check = createCheck(join(dir, 'state'));
  const versus = await compareWithTools({ repository, check, dir, say });
  const many = await measureMany({ repository, check, count: workspaces, dir: join(dir, 'trees'), say });
  const sizes = await measureSizes({ dir: join(dir, 'sizes'), check, isQuick: values.quick, say });
  const speed = { fileCount, versus, many, sizes };
  const text = formatSpeed(speed);
  if (values.publish !== undefined) await writeFile(resolve(values.publish), text);
  process.exitCode = judgeSpeed(speed).length === 0 ? 0 : 1;
  return text;
};

/** A check of a work tree with a state folder of its own, or of the one that all share. */
const createCheck =
  (shared: string): Check =>
  async (cwd, state = shared) => {
    await mkdir(state, { recursive: true });
    const argv = [
      process.execPath,
      interlock,
      'check',
      '--base',
      'main',
      '--only',
      fastSet.join(','),
      '--format',
      'json',
    ];
    const measured = await measureProcess(argv, { cwd, env: { XDG_CACHE_HOME: state } });
    if (measured.exitCode !== 0) throw new Error(`the check did not pass: ${measured.stdout}\n${measured.stderr}`);
    return measured;
  };

if (values.help) process.stdout.write(help);
else process.stdout.write(await withTemporaryFolder('interlock-speed-', run));
