import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createGit } from '@interlock-dev/guardrails/tree';
import { createSmallRepository, readNewestJournal, writePlan } from './small-repository.builder.ts';
import { interlockBin, startCommand, type CommandPlace, type ScratchPlace } from './scratch-place.builder.ts';

let place: ScratchPlace;

beforeAll(async () => {
  place = await createSmallRepository();
  await place.repository.git.text(['switch', '--quiet', '--create', 'work']);
  await place.repository.commit({ 'src/zero.ts': 'export const zero = 0;\n' });
  await place.repository.git.text(['switch', '--quiet', 'main']);
});
afterEach(async () => {
  expect(await place.processes()).toEqual([]);
  expect(await place.temporaryFiles()).toEqual([]);
});
afterAll(() => place.remove());

const agent = ['--agent', 'command:true'];

/** What a refused command must leave as it was. */
const snapshot = async () => ({
  status: await place.repository.git.text(['status', '--porcelain', '--ignored']),
  refs: await place.repository.git.text(['for-each-ref']),
  head: await place.repository.git.text(['symbolic-ref', 'HEAD']),
  state: await readdir(place.state, { recursive: true }),
});

/** One sentence on stderr, nothing on stdout, exit 2, nothing changed. */
const expectRefusal = async (args: readonly string[], sentence: RegExp, where: CommandPlace = {}): Promise<void> => {
  const before = await snapshot();
  const { exitCode, stdout, stderr } = await place.interlock(args, where);
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^interlock: .+\n$/);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(await snapshot()).toEqual(before);
};

describe('the place', () => {
  it.each(['run', 'land', 'status'])('refuses `%s` outside of a repository', async (command) => {
    const args = { run: ['run', 'Do it', ...agent], land: ['land', 'work'] }[command] ?? [command];
    await expectRefusal(args, /is not in a git repository: run this in one/, { cwd: place.home });
  });

  it('refuses a repository without a commit, and a bare one', async () => {
    const empty = join(place.folder, 'empty');
    const bare = join(place.folder, 'bare.git');
    const git = createGit({ cwd: place.folder });
    await git.text(['init', '--quiet', empty]);
    await git.text(['clone', '--quiet', '--bare', place.repository.root, bare]);
    await expectRefusal(['run', 'Do it', ...agent], /has no commit yet.*commit first/, { cwd: empty });
    await expectRefusal(['land', 'work'], /bare git repository.*run this in a clone/, { cwd: bare });
  });

  it('refuses a machine without git, and one without bubblewrap', async () => {
    const bin = join(place.folder, 'bin');
    await mkdir(bin);
    await expectRefusal(['land', 'work'], /install git/, { env: { PATH: bin } });
    await symlink(findProgram('git'), join(bin, 'git'));
    const noWalls = /bubblewrap \(bwrap\) is not installed.*apt-get install bubblewrap/;
    await expectRefusal(['land', 'work'], noWalls, { env: { PATH: bin } });
    await expectRefusal(['run', 'Do it', ...agent], noWalls, { env: { PATH: bin } });
  });

  it('refuses an old Node where no newer one is beside it', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } })`;
    const bin = join(place.folder, 'interlock.mjs');
    await copyFile(interlockBin, bin);
    const argv = [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(old)}`, bin, 'status'];
    expect(await startCommand(argv, { cwd: place.repository.root, env: {} }).answer).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'interlock: Node 20.11.1 is too old: install Node 22.18 or later, better 24.\n',
    });
  });
});

describe('the branch', () => {
  it('refuses to land on files with uncommitted changes', async () => {
    await place.repository.write({ 'src/sum.ts': 'export {};\n' });
    const dirty =
      /uncommitted changes \(M src\/sum\.ts, …\).*commit or stash them, or land on another branch with --into/;
    await expectRefusal(['land', 'work'], dirty);
    await expectRefusal(['run', 'Do it', ...agent], dirty);
    await place.repository.git.text(['checkout', '--quiet', '--', 'src/sum.ts']);
  });

  it('refuses a branch that is not there, to land or to land on', async () => {
    await expectRefusal(['land', 'work', 'nowhere'], /There is no branch `nowhere`: `git branch` lists/);
    await expectRefusal(['land', 'work', '--into', 'nowhere'], /There is no branch `nowhere` to land on/);
    await expectRefusal(['run', 'Do it', '--into', 'nowhere', ...agent], /There is no branch `nowhere` to land on/);
    const plan = join(place.folder, 'based.yaml');
    await writeFile(plan, 'version: 1\nbase: nowhere\ntasks: [{ id: a, prompt: Do a }]\n');
    await expectRefusal(['run', plan, ...agent], /There is no branch `nowhere` to land on/);
  });

  it('refuses to land a branch on itself or twice', async () => {
    await expectRefusal(['land', 'main'], /`main` cannot land on itself: name the branch to land on with --into/);
    await expectRefusal(['land', 'work', 'work'], /`work` is named twice/);
  });
});

describe('the plan', () => {
  const write = async (...content: readonly string[]): Promise<string> => {
    const file = join(place.folder, 'plan.yaml');
    await writeFile(file, `${content.join('\n')}\n`);
    return file;
  };

  it('refuses YAML that does not parse, at its line and column', async () => {
    const plan = await write('version: 1', 'tasks:', '  - id: a', '    prompt: "Do a');
    await expectRefusal(['run', plan, ...agent], /plan\.yaml:\d+:\d+: error: .+/);
  });

  it('refuses an option that is not known, at its line and column', async () => {
    const plan = await write('version: 1', 'tasks:', '  - id: a', '    promt: Do a', '    prompt: Do a');
    await expectRefusal(['run', plan, ...agent], /plan\.yaml:4:5: error: .*promt/);
  });

  it('refuses a cycle', async () => {
    const plan = await writePlan(place, [
      { id: 'a', prompt: 'Do a', dependsOn: ['b'] },
      { id: 'b', prompt: 'Do b', dependsOn: ['a'] },
    ]);
    await expectRefusal(['run', plan, ...agent], /plan\.yaml:\d+:\d+: error: .*a → b → a.*remove one.*\[plan\/cycle\]/);
  });

  it('refuses tasks that may write the same file and have no order', async () => {
    const plan = await writePlan(place, [
      { id: 'a', prompt: 'Do a', scope: { write: ['src/**'] } },
      { id: 'b', prompt: 'Do b', scope: { write: ['src/sum.ts'] } },
    ]);
    await expectRefusal(['run', plan, ...agent], /plan\.yaml:\d+:\d+: error: .*dependsOn.*\[plan\/.*overlap.*\]/);
  });

  it('refuses no plan at all', async () => {
    await expectRefusal(['run', ...agent], /name a plan file, or give a task in quotes/);
    await expectRefusal(['run', 'nowhere.yaml', ...agent], /There is no plan file nowhere\.yaml/);
  });
});

describe('the agent', () => {
  it('refuses one that is not known, one without its command and one without its key', async () => {
    await expectRefusal(
      ['run', 'Do it', '--agent', 'nobody'],
      /There is no agent "nobody".*`anthropic`.*`command:CMD`/,
    );
    await expectRefusal(['run', 'Do it', '--agent', 'command:'], /needs the command to run/);
    await expectRefusal(['run', 'Do it'], /needs ANTHROPIC_API_KEY.*or name another agent with --agent/);
  });

  it('refuses numbers that make no sense', async () => {
    await expectRefusal(['run', 'Do it', '--parallel', '0', ...agent], /--parallel.*from 1 to 64/);
    await expectRefusal(['run', 'Do it', '--budget-usd', '-1', ...agent], /--budget-usd.*above 0/);
  });
});

describe('the run', () => {
  const lookups = [
    ['run', '--resume', 'nowhere', ...agent],
    ['status', 'nowhere'],
    ['report', 'nowhere'],
    ['discard', 'nowhere', 'a'],
  ];

  it.each(lookups.map((args) => [args.join(' '), args] as const))(
    'refuses `%s` where no run has been',
    async (_, args) => {
      await expectRefusal(args, /has no run.*interlock run/);
    },
  );

  it('refuses a second coordinator and an unknown run while one is under way, which a SIGTERM then ends resumable', async () => {
    const args = ['run', 'Wait', '--agent', 'command:while :; do sleep 0.1; done'];
    const { child, answer } = place.start(args);
    const isAtWork = () => readNewestJournal(place).some(({ event }) => event.type === 'turn-started');
    await vi.waitUntil(isAtWork, { timeout: 60_000, interval: 20 });
    const count = readNewestJournal(place).length;

    const busy = await place.interlock(['run', '--resume', 'newest', ...agent]);
    expect(busy.stderr).toMatch(/^interlock: Another process works on this run .*: wait for it, or stop it first\n$/);
    expect([busy.exitCode, busy.stdout]).toEqual([2, '']);
    for (const [command = '', ...rest] of lookups) {
      const { exitCode, stderr } = await place.interlock([command, ...rest]);
      expect(stderr).toMatch(/^interlock: This repository has no run `nowhere`: name one of the newest, .+\n$/);
      expect(exitCode).toBe(2);
    }
    expect(readNewestJournal(place)).toHaveLength(count);

    child.kill('SIGTERM');
    const { exitCode, stderr } = await answer;
    expect([exitCode, child.signalCode]).toEqual([null, 'SIGTERM']);
    expect(stderr).toMatch(/Nothing is lost: `interlock run --resume \S+` goes on/);
    expect((await place.interlock(['status'])).stdout).toContain('1 open');
  });
});

const findProgram = (name: string): string => {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not on the PATH`);
  return found;
};
