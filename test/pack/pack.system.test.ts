import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callTool, say, startMessagesApi, type Script } from '../messages-api/index.ts';

const root = resolve(import.meta.dirname, '../..');
const packages = ['eslint-plugin-local', 'guardrails', 'agent-tasks'];
const run = promisify(execFile);

type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string };

let temp = '';
let tarballs: readonly string[] = [];

/** Runs a command with this Node first on PATH; a non-zero exit code is an answer. */
const answer = async (cwd: string, [command = '', ...args]: readonly string[]): Promise<Answer> => {
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter), NO_COLOR: '1' };
  try {
    return { code: 0, ...(await run(command, args, { cwd, env, maxBuffer: 64 * 2 ** 20 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Answer;
    return { code, stdout, stderr };
  }
};

const must = async (cwd: string, command: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await answer(cwd, command);
  expect(`${command.join(' ')}: ${code}\n${code === 0 ? '' : `${stdout}\n${stderr}`}`).toBe(
    `${command.join(' ')}: 0\n`,
  );
  return stdout;
};

const interlock = (cwd: string, ...args: readonly string[]) =>
  answer(cwd, [join(cwd, 'node_modules/.bin/interlock'), ...args]);

const tarball = (name: string): string => {
  const found = tarballs.find((file) => file.includes(name));
  if (found === undefined) throw new Error(`no tarball of ${name} among ${tarballs.join(', ')}`);
  return join(temp, 'tarballs', found);
};

const createProject = async (name: string): Promise<string> => {
  const folder = join(temp, name);
  await mkdir(join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  await writeFile(join(folder, '.gitignore'), 'node_modules\n');
  await writeFile(join(folder, 'src/add.ts'), 'export const add = (a: number, b: number): number => a + b;\n');
  return folder;
};

const install = (folder: string, ...specs: readonly string[]) =>
  must(folder, ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...specs]);

const commit = async (folder: string): Promise<void> => {
  const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@localhost'];
  await must(folder, ['git', 'init', '--quiet', '--initial-branch=main']);
  await must(folder, ['git', 'add', '--all']);
  await must(folder, ['git', ...who, 'commit', '--quiet', '--message', 'Start']);
};

const megabytes = async (folder: string): Promise<number> =>
  Number.parseInt(await must(folder, ['du', '--summarize', '--block-size=1', 'node_modules'])) / 1e6;

/** Packs a copy, so that no package.json of the tree that others work in is ever swapped. */
const pack = async (): Promise<void> => {
  const copy = join(temp, 'copy');
  const skipped = /\/(node_modules|dist|\.git)(\/|$)/;
  for (const name of ['package.json', 'tsconfig.json', '.npmrc', 'scripts', 'services', ...packages])
    await cp(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !skipped.test(path.slice(root.length)),
    });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const name of packages) {
    const own = join(root, name, 'node_modules');
    if (existsSync(own)) await symlink(own, join(copy, name, 'node_modules'));
  }
  await must(copy, ['node', 'scripts/pack/main.ts', join(temp, 'tarballs')]);
  for (const name of packages)
    expect(await readFile(join(copy, name, 'package.json'), 'utf8')).toBe(
      await readFile(join(root, name, 'package.json'), 'utf8'),
    );
  tarballs = await readdir(join(temp, 'tarballs'));
};

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'interlock-pack-'));
  await pack();
});
afterAll(() => rm(temp, { recursive: true, force: true }));

describe('the packed packages', () => {
  it('hold no TypeScript source, no test and no fixture', async () => {
    for (const name of packages) {
      const files = (await must(temp, ['tar', 'tzf', tarball(name)])).trim().split('\n');
      expect(files).toContain('package/dist/index.js');
      expect(files.filter((file) => /\.test\.|\/fixtures\/|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    }
  });

  it('name the docs of every code beside the code that looks for them', async () => {
    const files = (await must(temp, ['tar', 'tzf', tarball('guardrails')])).trim().split('\n');
    const ids = await readdir(join(root, 'guardrails/src/catalog'));
    for (const id of ids) expect(files).toContain(`package/dist/catalog/${id}/${id}.md`);
  });

  it('check a repository that has none of this, with guardrails alone', async () => {
    const folder = await createProject('guardrails-alone');
    await install(folder, tarball('guardrails'), tarball('eslint-plugin-local'));
    await commit(folder);

    const help = await interlock(folder, '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('judge a change');

    const explained = await interlock(folder, 'explain', 'scope/outside');
    expect(explained).toMatchObject({ code: 0, stderr: '' });
    expect(explained.stdout).toContain('## scope/outside');

    const refused = await interlock(folder, 'run', 'do something');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^interlock: .*@interlock-dev\/agent-tasks.* is not installed here: .*\n$/);

    await writeFile(join(folder, 'src/add.ts'), 'export const add = (a: number, b: number): number => b + a;\n');
    const good = await interlock(folder, 'check', '--no-cache');
    expect(good.stdout).toMatch(/^✓ pass /);
    expect(good.code).toBe(0);

    await writeFile(join(folder, 'src/lost.ts'), "import { lost } from './nowhere.ts';\nexport const found = lost;\n");
    const bad = await interlock(folder, 'check', '--no-cache', '--only', 'architecture');
    expect(bad.stdout).toMatch(/^✗ fail /);
    expect(bad.stdout).toContain('src/lost.ts:1');
    expect(bad.code).toBe(1);
  });

  it('refuse a Node that is too old in one sentence', async () => {
    const folder = join(temp, 'guardrails-alone');
    const old = join(temp, 'old-node.mjs');
    // The bin decides by process.versions alone, so another version there is another Node for it.
    await writeFile(
      old,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.10.0' } });",
    );
    const entry = join(folder, 'node_modules/@interlock-dev/guardrails/bin/interlock.mjs');
    const refused = await answer(folder, [process.execPath, '--import', old, entry, 'check']);
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: 'interlock: Node 20.10.0 is too old: install Node 22.18 or later, better 24.\n',
    });
  });

  it('bring the commands that run agents, once agent-tasks is installed too', async () => {
    const folder = await createProject('all-three');
    await install(folder, ...packages.map(tarball));
    const help = await interlock(folder, '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/^\s+run /m);
    expect(help.stdout).toMatch(/^\s+land /m);
  });

  it('let a scripted model work in walls and land its change, and land a branch', async () => {
    const folder = join(temp, 'all-three');
    await commit(folder);
    const script: Script = (_request, { step }) =>
      step === 0
        ? callTool('write_file', { path: 'src/hello.ts', content: "export const hello = 'hello';\n" })
        : say('Written.');
    const api = await startMessagesApi({ scripts: { 'write-hello': script }, apiKey: 'scripted' });
    const settings = {
      INTERLOCK_STATE: join(temp, 'state'),
      XDG_CACHE_HOME: join(temp, 'cache'),
      ANTHROPIC_BASE_URL: api.url,
      ANTHROPIC_API_KEY: 'scripted',
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    try {
      const ran = await interlock(folder, 'run', 'Write hello', '--scripted');
      expect(ran.stdout, ran.stderr).toMatch(/✔ landed +write-hello/);
      expect(await must(folder, ['git', 'show', 'main:src/hello.ts'])).toContain("hello = 'hello'");
      await must(folder, ['git', 'branch', 'older', 'main~1']);
      const landed = await interlock(folder, 'land', 'older');
      expect(landed.stdout + landed.stderr).toContain('older is in main already');
    } finally {
      vi.unstubAllEnvs();
      await api.stop();
    }
  });

  it('install at most 60 MB beyond ESLint, TypeScript and dependency-cruiser', async () => {
    const tools = await createProject('tools-only');
    const manifest = JSON.parse(await readFile(join(root, 'guardrails/package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const specs = ['eslint', 'typescript', 'dependency-cruiser'].map(
      (name) => `${name}@${manifest.dependencies[name] ?? ''}`,
    );
    await install(tools, ...specs);
    const [ours, theirs] = [await megabytes(join(temp, 'guardrails-alone')), await megabytes(tools)];
    console.log(
      `guardrails installed: ${ours.toFixed(1)} MB; ESLint, TypeScript and dependency-cruiser: ${theirs.toFixed(1)} MB`,
    );
    expect(ours - theirs).toBeLessThan(60);
  });
});
