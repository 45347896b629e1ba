import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGit, linkDependencies } from '@interlock-dev/guardrails/tree';
import { afterEach, expect, it } from 'vitest';
import { readJournal } from '../../agent-tasks/src/run/journal.ts';
import { foldRun, type RunState } from '../../agent-tasks/src/run/run-state.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const { pid, exitCode, signalCode } of children.splice(0)) {
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A demo in a process group of its own, in a temporary folder of its own. */
const startDemo = (temporary: string, ...flags: string[]) => {
  const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: temporary, NO_COLOR: '1' };
  delete env['ANTHROPIC_API_KEY'];
  delete env['FORCE_COLOR'];
  const child = spawn(process.execPath, [join(root, 'scripts/demo/main.ts'), ...flags], {
    detached: true,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  /** Resolves when the output matches; rejects when the demo ends before. */
  const seen = async (pattern: RegExp): Promise<void> => {
    const isDone = ended.then(({ output: all }) =>
      Promise.reject(new Error(`The demo ended before ${String(pattern)}:\n${all}`)),
    );
    while (!pattern.test(output)) await Promise.race([once(child.stderr, 'data'), isDone]);
    // The demo goes on and ends later: nobody waits for that end here any more.
    isDone.catch(() => undefined);
  };
  return { child, ended, seen };
};

const openTemporary = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'interlock-demo-test-')));
  folders.push(folder);
  return folder;
};

/** The one folder whose name begins so. */
const findFolder = (parent: string, prefix: string): string => {
  const name = readdirSync(parent).find((entry) => entry.startsWith(prefix));
  if (name === undefined) throw new Error(`${parent} holds no ${prefix}…`);
  return join(parent, name);
};

const readState = (demo: string): RunState => {
  const runs = join(findFolder(join(demo, 'state'), 'interlock-'), 'runs');
  const state = foldRun(readJournal(join(runs, readdirSync(runs)[0] ?? '', 'journal.sqlite')));
  if (state === null) throw new Error('the demo left no journal');
  return state;
};

const outcome = (state: RunState) =>
  Object.fromEntries(
    state.tasks.map(({ brief, status, jobs }) => [
      brief.task.id,
      {
        status,
        found: [
          ...new Set(
            jobs
              .flatMap(({ rounds }) => rounds)
              .flatMap(({ review }) => review?.report.guardrails ?? [])
              .flatMap(({ findings }) => findings)
              .filter(({ level }) => level === 'error')
              .map(({ code }) => code),
          ),
        ],
      },
    ]),
  );

/** Checks a commit out and runs the test files that it brought. */
const runOwnTests = async (
  clone: string,
  commit: string,
  folder: string,
): Promise<{ files: string[]; exitCode: number | null; output: string }> => {
  const git = createGit({ cwd: clone });
  const files = (await git.text(['diff-tree', '-r', '--no-commit-id', '--name-only', commit]))
    .split('\n')
    .filter((file) => file.endsWith('.test.ts'));
  const dir = join(folder, commit);
  await git.text(['worktree', 'add', '--quiet', '--detach', dir, commit]);
  await linkDependencies({ from: root, to: dir });
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...files], {
    cwd: dir,
    detached: true,
    env: { ...process.env, VITEST: '' },
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { files, exitCode, output };
};

it('ends the same after a kill −9 and a resume: four changes land, three after a repair, one stays blocked with its work kept', async () => {
  const temporary = openTemporary();
  const first = startDemo(temporary);
  await first.seen(/name-the-model +review: fail/);
  process.kill(-(first.child.pid ?? 0), 'SIGKILL');
  await first.ended;
  const demo = findFolder(temporary, 'interlock-demo-');
  const { code, output } = await startDemo(temporary, '--resume', demo).ended;
  expect(code, output).toBe(0);

  const state = readState(demo);
  expect(outcome(state), output).toEqual({
    'hours-in-durations': { status: 'landed', found: [] },
    'count-unknown-items': { status: 'landed', found: ['scope/outside'] },
    'podcasts-age-faster': {
      status: 'landed',
      found: expect.arrayContaining(['architecture/new-violation']) as string[],
    },
    'no-artist-twice-in-a-row': {
      status: 'landed',
      // Which of the two shows first is a matter of the machine's noise.
      found: expect.arrayContaining([expect.stringMatching(/^latency\/(?:p50|tail)-regression$/)]) as string[],
    },
    'name-the-model': { status: 'blocked', found: ['contract/response-property-removed'] },
  });
  expect(state.start.scripted).toBe(true);
  expect(output).toContain('scripted: no real model');
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^Report: .*index\.html$/);

  const clone = join(demo, 'interlock');
  const git = createGit({ cwd: clone });
  const landed = (await git.text(['rev-list', '--reverse', `${state.start.base}..main`])).split('\n');
  expect(landed).toEqual(state.queue.map((id) => state.tasks.find(({ brief }) => brief.task.id === id)?.landed));
  expect(await git.text(['status', '--porcelain'])).toBe('');
  const kept = state.tasks.find(({ status }) => status === 'blocked')?.ref ?? '';
  expect(await git.text(['diff', '--name-only', state.start.base, kept])).toContain('services/ranking/openapi.json');
  for (const commit of landed) {
    const own = await runOwnTests(clone, commit, temporary);
    expect(own.files.length, commit).toBeGreaterThan(0);
    expect(own.exitCode, own.output).toBe(0);
  }
}, 900_000);

it('repairs nothing when findings are withheld', async () => {
  const temporary = openTemporary();
  const { code, output } = await startDemo(temporary, '--withhold-findings').ended;
  expect(code, output).toBe(0);
  const statuses = Object.fromEntries(
    readState(findFolder(temporary, 'interlock-demo-')).tasks.map(({ brief, status }) => [brief.task.id, status]),
  );
  expect(statuses, output).toEqual({
    'hours-in-durations': 'landed',
    'count-unknown-items': 'blocked',
    'podcasts-age-faster': 'blocked',
    'no-artist-twice-in-a-row': 'blocked',
    'name-the-model': 'blocked',
  });
}, 900_000);
