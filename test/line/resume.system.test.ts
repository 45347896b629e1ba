import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../agent-tasks/src/run/event.ts';
import { createSmallRepository, readNewestJournal, stateOfNewest, writePlan } from './small-repository.builder.ts';
import type { Answer, ScratchPlace } from './scratch-place.builder.ts';

/** Adds a module with a test, each task its own, so that the tree at the end is the same in whatever order they land. */
const agentScript = `
cat > src/$INTERLOCK_TASK.ts <<END
import { sum } from './sum.ts';

export const $INTERLOCK_TASK = (a: number): number => sum(a, a);
END
cat > test/$INTERLOCK_TASK.test.ts <<END
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { $INTERLOCK_TASK } from '../src/$INTERLOCK_TASK.ts';

test('doubles', () => {
  assert.equal($INTERLOCK_TASK(2), 4);
});
END
`;

const task = (id: string, dependsOn: readonly string[] = []) => ({
  ...{ id, prompt: `Add ${id}`, scope: { write: [`src/${id}.ts`, `test/${id}.test.ts`] }, dependsOn },
});

let place: ScratchPlace;
let args: readonly string[];

const open = async (): Promise<void> => {
  place = await createSmallRepository({
    // Those that are quick here: the moments count, and there are many.
    'interlock.config.json': JSON.stringify({ guardrails: ['scope', 'policy', 'tests'] }),
    'tools/agent.sh': agentScript,
  });
  const plan = await writePlan(place, [task('one'), task('two'), task('three', ['one'])]);
  args = ['run', plan, '--agent', 'command:sh tools/agent.sh', '--parallel', '2'];
};

const treeOfMain = (): Promise<string> => place.repository.git.text(['rev-parse', 'main^{tree}']);

const landedTasks = async (): Promise<readonly string[]> => {
  const log = await place.repository.git.text(['log', '--format=%(trailers:key=Interlock-Task,valueonly)', 'main']);
  return log
    .split('\n')
    .filter((line) => line !== '')
    .sort();
};

/** The tree that a run without an interruption leaves. */
let wanted: string;

beforeAll(async () => {
  await open();
  const { exitCode, stderr } = await place.interlock(args);
  expect(exitCode, stderr).toBe(0);
  expect(await landedTasks()).toEqual(['one', 'three', 'two']);
  wanted = await treeOfMain();
  await place.remove();
});
beforeEach(open);
afterEach(() => place.remove());

const waitForProcesses = (): Promise<unknown> =>
  vi.waitUntil(async () => (await place.processes()).length === 0, { timeout: 30_000, interval: 20 });

/** What must be true whenever the kill came. */
const expectWhole = async ({ exitCode, stderr }: Answer): Promise<void> => {
  expect(exitCode, stderr).toBe(0);
  expect(await treeOfMain()).toBe(wanted);
  expect(await landedTasks()).toEqual(['one', 'three', 'two']);
  expect(await place.repository.git.text(['status', '--porcelain'])).toBe('');
  const state = stateOfNewest(place);
  expect(state.tasks.map(({ status }) => status)).toEqual(['landed', 'landed', 'landed']);
  expect([state.resumes, state.endedAt === null]).toEqual([1, false]);
  expect(await place.processes()).toEqual([]);
};

const moments: readonly RunEvent['type'][] = [
  ...(['run-started', 'job-started', 'harvested', 'reviewed', 'accepted', 'integrated', 'landed'] as const),
];

describe('kill −9, then --resume', () => {
  it.each(moments)('ends as if nothing had happened, when the kill comes once the journal says %s', async (moment) => {
    const { child, answer } = place.start(args);
    const isThere = () => readNewestJournal(place).some(({ event }) => event.type === moment);
    await vi.waitUntil(isThere, { timeout: 60_000, interval: 5 });
    process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
    expect((await answer).exitCode).toBe(null);
    await waitForProcesses();
    await expectWhole(await place.interlock(['run', '--resume', 'newest']));
  });

  it.each([
    ['before the branch moves', '*"interlock: land"*', ''],
    ['between the branch and its files', '*"interlock: land"*', 'git "$@"'],
    ['while git moves the files', '*"read-tree -m -u "[0-9a-f]*', `: > "$PWD/.git/index.lock"`],
    ['when the files have moved and the journal has not', '*"read-tree -m -u "[0-9a-f]*', 'git "$@"'],
  ])('ends as if nothing had happened, when the kill comes %s', async (_, pattern, last) => {
    const env = await killAt(pattern, last);
    expect((await place.interlock(args, { env })).exitCode).toBe(null);
    // What other tasks are doing meanwhile may have been written after it.
    const landings = readNewestJournal(place).filter(({ event: { type } }) => type === 'landing' || type === 'landed');
    expect(landings.at(-1)?.event.type).toBe('landing');
    await waitForProcesses();
    await expectWhole(await place.interlock(['run', '--resume', 'newest']));
  });

  it('goes on with the newest run when it has ended, and lands nothing again', async () => {
    await place.interlock(args);
    await expectWhole(await place.interlock(['run', '--resume', 'newest']));
  });
});

describe('a person who edits the work tree of the branch while a run works', () => {
  it('keeps what passed for later, says what is in the way, and a resume lands it', async () => {
    const file = join(place.repository.root, 'src/sum.ts');
    const { answer } = place.start(args);
    const isAtWork = () => readNewestJournal(place).some(({ event }) => event.type === 'turn-started');
    await vi.waitUntil(isAtWork, { timeout: 60_000, interval: 5 });
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}// mine\n`);
    const { exitCode, stderr } = await answer;
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /passed and could not land: `main` is checked out .* commit or stash them.*interlock run --resume/s,
    );
    expect(await readFile(file, 'utf8')).toBe(`${text}// mine\n`);
    expect(await landedTasks()).toEqual([]);
    await writeFile(file, text);
    await expectWhole(await place.interlock(['run', '--resume', 'newest']));
  });
});

/** An environment whose git kills its whole process group at the first command that the pattern matches, after `last`. */
const killAt = async (pattern: string, last: string): Promise<Readonly<Record<string, string>>> => {
  const bin = join(place.folder, 'bin');
  const path = process.env['PATH'] ?? '';
  await mkdir(bin);
  const script = `#!/bin/sh\nPATH='${path}'\ncase "$*" in ${pattern}) ${last}\nkill -9 0 ;; esac\nexec git "$@"\n`;
  await writeFile(join(bin, 'git'), script);
  await chmod(join(bin, 'git'), 0o755);
  return { PATH: `${bin}:${path}` };
};
