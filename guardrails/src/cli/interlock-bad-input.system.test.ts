import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/interlock.mjs', import.meta.url));
const run = promisify(execFile);

type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string };

let temp = '';

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'interlock-cli-'));
});
afterAll(() => rm(temp, { recursive: true, force: true }));

const interlock = async (cwd: string, ...args: readonly string[]): Promise<Answer> => {
  const env = { ...process.env, XDG_CACHE_HOME: join(temp, 'cache'), NO_COLOR: '1' };
  try {
    return { code: 0, ...(await run(process.execPath, [bin, ...args], { cwd, env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Answer;
    return { code, stdout, stderr };
  }
};

const createFolder = async (name: string): Promise<string> => {
  const folder = join(temp, name);
  await mkdir(folder);
  return folder;
};

const git = (cwd: string, ...args: readonly string[]) =>
  run('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@localhost', ...args], { cwd });

const createRepository = async (name: string): Promise<string> => {
  const folder = await createFolder(name);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await writeFile(join(folder, 'readme.txt'), 'Hello\n');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', 'Start');
  return folder;
};

/** One sentence on stderr, nothing on stdout, exit 2, nothing written. */
const expectRefusal = async (folder: string, args: readonly string[], sentence: RegExp): Promise<void> => {
  const before = await readdir(folder);
  const { code, stdout, stderr } = await interlock(folder, ...args);
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^interlock: .+\n$/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(await readdir(folder)).toEqual(before);
};

// Every test starts the real command several times, which a busy machine makes slow.
describe('interlock', { timeout: 120_000 }, () => {
  it('says what to do outside of a git repository', async () => {
    const folder = await createFolder('no-git');
    await expectRefusal(folder, ['check'], /^interlock: .*not in a git repository.*git init\n$/);
    const allow = ['allow', 'a'.repeat(16), '--until', '2999-01-01', '--reason', 'Agreed.'];
    await expectRefusal(folder, allow, /^interlock: .*not in a git repository/);
  });

  it('says what to do in a repository without a commit', async () => {
    const folder = await createFolder('no-commit');
    await git(folder, 'init', '--quiet');
    await expectRefusal(folder, ['check'], /^interlock: .*no commit yet.*commit first/);
  });

  it('names the base that is not there', async () => {
    const folder = await createRepository('no-base');
    await expectRefusal(folder, ['check', '--base', 'nowhere'], /^interlock: .*nowhere/);
    await git(folder, 'branch', '--move', 'main', 'work');
    await expectRefusal(folder, ['check'], /^interlock: No branch to compare with: .*--base REF\.\n$/);
  });

  it('names the formats and the guardrails that there are', async () => {
    const folder = await createRepository('unknown-names');
    await expectRefusal(folder, ['check', '--format', 'pdf'], /Allowed choices are text, json, sarif/);
    await expectRefusal(folder, ['check', '--only', 'spelling'], /^interlock: .*spelling.*scope/);
    await expectRefusal(folder, ['check', '--only', 'scope,,lint'], /commas between/);
    await expectRefusal(folder, ['check', '--bass', 'main'], /unknown option '--bass' .*--base/);
    await expectRefusal(folder, ['chekc'], /unknown command 'chekc'/);
  });

  it('says what is wrong with a task file', async () => {
    const folder = await createRepository('task-files');
    await writeFile(join(folder, 'plan.yaml'), 'version: 1\ntasks:\n  - id: one\n    prompt: Do it\n');
    await writeFile(join(folder, 'broken.yaml'), 'tasks: [\n');
    await expectRefusal(folder, ['check', '--task', 'plan.yaml'], /^interlock: --task plan\.yaml .*plan\.yaml#ID/);
    await expectRefusal(folder, ['check', '--task', 'none.yaml#one'], /^interlock: --task none\.yaml cannot be read/);
    await expectRefusal(folder, ['check', '--task', 'broken.yaml#one'], /^interlock: broken\.yaml is not YAML/);
    await expectRefusal(folder, ['check', '--task', 'plan.yaml#two'], /^interlock: plan\.yaml has no task "two".*one/);
  });

  it('names the file that cannot be replayed or compared', async () => {
    const folder = await createRepository('no-files');
    await expectRefusal(folder, ['check', '--replay', 'evidence.json'], /^interlock: .*evidence\.json/);
    await expectRefusal(
      folder,
      ['contract', 'a.json', 'b.json'],
      /^interlock: a\.json is neither a file that is there nor a commit/,
    );
  });

  it('explains a code with its section of the docs, and names the nearest for one that nobody knows', async () => {
    const folder = await createFolder('explain');
    const { code, stdout } = await interlock(folder, 'explain', 'scope/outside');
    expect(stdout).toMatch(/^## scope\/outside\n/);
    expect(stdout.match(/^## /gm)).toHaveLength(1);
    expect(code).toBe(0);
    await expectRefusal(folder, ['explain', 'scope/outsid'], /^interlock: .*the nearest is scope\/outside/);
  });

  it('writes an appeal where others of it stand, sorted, and says when it counts', async () => {
    const folder = await createRepository('allow');
    for (const digit of ['b', 'a', 'b'])
      await interlock(folder, 'allow', digit.repeat(16), '--until', '2999-01-01', '--reason', `Agreed ${digit}.`);
    expect(JSON.parse(await readFile(join(folder, 'interlock.exemptions.json'), 'utf8'))).toEqual({
      exemptions: ['a', 'b'].map((digit) => ({
        fingerprint: digit.repeat(16),
        until: '2999-01-01',
        reason: `Agreed ${digit}.`,
      })),
    });
    const { code, stdout } = await interlock(folder, 'allow', 'c'.repeat(16), '--until', '2999-01-01', '--reason', 'x');
    expect(stdout).toMatch(/once this file is on the base branch/);
    expect(code).toBe(0);
  });

  it('takes no appeal that makes no sense, and leaves the file that is there alone', async () => {
    const folder = await createRepository('bad-allow');
    const good = ['--until', '2999-01-01', '--reason', 'Agreed.'];
    await expectRefusal(folder, ['allow', 'xyz', ...good], /^interlock: xyz is no fingerprint/);
    const fingerprint = 'a'.repeat(16);
    await expectRefusal(folder, ['allow', fingerprint, '--until', '2999-02-30', '--reason', 'x'], /no date/);
    await expectRefusal(folder, ['allow', fingerprint, '--until', '2001-01-01', '--reason', 'x'], /is past/);
    await expectRefusal(folder, ['allow', fingerprint, '--until', '2999-01-01', '--reason', ' '], /--reason is empty/);
    await writeFile(join(folder, 'interlock.exemptions.json'), '{ broken');
    await expectRefusal(folder, ['allow', fingerprint, ...good], /^interlock: interlock\.exemptions\.json/);
    expect(await readFile(join(folder, 'interlock.exemptions.json'), 'utf8')).toBe('{ broken');
  });

  it('is quiet when the reader of its answer has gone', async () => {
    const child = spawn(process.execPath, [bin, 'explain', 'scope/outside'], {
      cwd: temp,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await once(child, 'close');
    expect(stderr).toBe('');
  });
});
