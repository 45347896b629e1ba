import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestRepository, writeFiles } from '../../../test/walls/repository-builder.ts';
import type { TestFiles, TestRepository } from '../../../test/walls/repository-builder.ts';
import { createWorkspace } from './create-workspace.ts';
import { harvest } from './harvest.ts';
import type { HarvestRequest } from './harvest.ts';
import { createRunStore } from './run-store.ts';

// Each test starts dozens of git processes: a busy machine needs longer than the default.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const baseFiles: TestFiles = {
  'a.ts': 'export const a = 1;\n',
  'b.ts': 'export const b = 1;\n',
  'run.sh': '#!/bin/sh\n',
  '.gitignore': 'dist/\n*.log\n',
  'kept.log': 'tracked although ignored\n',
};

let test: TestRepository;
let dir: string;

const openWorkspace = async (files: TestFiles = baseFiles): Promise<void> => {
  test = await createTestRepository(files);
  dir = await checkOut(test.base);
};

const checkOut = async (base: string): Promise<string> => {
  const store = join(test.folder, 'store');
  const job = join(test.folder, 'job');
  await createRunStore({ repository: test.repository.root, base, dir: store });
  const workspace = await createWorkspace({
    ...{ store, base, dir: join(job, 'workspace'), sessionDir: join(job, 'session'), task: 'do-it', job: 1 },
    ...{ repositoryRoot: test.repository.root, gatewaySocket: null, sandboxKind: 'bubblewrap' },
  });
  return workspace.dir;
};

const ref = 'refs/interlock/run-1/do-it/1';

const harvestNow = (options: Partial<HarvestRequest> = {}) =>
  harvest({ dir, repository: test.repository, base: test.base, ref, message: 'Do it\n', ...options });

const list = async (commit: string): Promise<Record<string, string>> => {
  const lines = (await test.git.text(['ls-tree', '-r', '-z', commit])).split('\0').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, 6)]));
};

const show = (commit: string, path: string): Promise<string> =>
  test.git.text(['cat-file', 'blob', `${commit}:${path}`]);

beforeEach(() => openWorkspace());
afterEach(() => test.remove());

describe('the commit', () => {
  it('holds what was added, edited, deleted, made executable and linked', async () => {
    await writeFiles(dir, { 'a.ts': 'export const a = 2;\n', 'src/new.ts': 'new\n' });
    await rm(join(dir, 'b.ts'));
    await chmod(join(dir, 'run.sh'), 0o755);
    await symlink('a.ts', join(dir, 'link'));
    const { commit, findings } = await harvestNow();
    expect(findings).toEqual([]);
    expect(await list(commit)).toEqual({
      ...{ '.gitignore': '100644', 'a.ts': '100644', 'kept.log': '100644', link: '120000' },
      ...{ 'run.sh': '100755', 'src/new.ts': '100644' },
    });
    expect(await show(commit, 'a.ts')).toBe('export const a = 2;');
    expect(await show(commit, 'link')).toBe('a.ts');
  });

  it('stands under its ref with base as its only parent, and touches nothing else of the user', async () => {
    await writeFiles(dir, { 'new.ts': 'new\n' });
    const before = await test.git.text(['for-each-ref', 'refs/heads']);
    const { commit, tree } = await harvestNow();
    expect(await test.git.text(['rev-parse', ref])).toBe(commit);
    expect(await test.git.text(['rev-parse', `${commit}^{tree}`])).toBe(tree);
    expect(await test.git.text(['log', '-1', '--format=%P|%an|%ce|%s', commit])).toBe(
      `${test.base}|Interlock|interlock@localhost|Do it`,
    );
    expect(await test.git.text(['for-each-ref', 'refs/heads'])).toBe(before);
    expect(await test.git.text(['status', '--porcelain'])).toBe('');
  });

  it('is base itself when nothing changed, and the ref says so', async () => {
    const { commit, findings } = await harvestNow();
    expect(commit).toBe(test.base);
    expect(findings).toEqual([]);
    expect(await test.git.text(['rev-parse', ref])).toBe(test.base);
  });

  it('is the same for the same work, message and time', async () => {
    await writeFiles(dir, { 'new.ts': 'new\n' });
    const first = await harvestNow({ committedAt: 1_700_000_000 });
    const second = await harvestNow({ committedAt: 1_700_000_000 });
    expect(second).toEqual(first);
  });

  it('holds the final files whatever the agent committed, staged or hid from its own git', async () => {
    const agent = (...args: string[]) => execFileSync('git', args, { cwd: dir, stdio: 'pipe' });
    agent('update-index', '--assume-unchanged', 'a.ts');
    await writeFiles(dir, { 'a.ts': 'hidden edit\n', 'wip.ts': 'wip\n' });
    agent('add', 'wip.ts');
    agent('commit', '--quiet', '--message=wip');
    await rm(join(dir, 'wip.ts'));
    agent('checkout', '--quiet', '--orphan', 'elsewhere');
    const { commit } = await harvestNow();
    expect(await show(commit, 'a.ts')).toBe('hidden edit');
    expect(Object.keys(await list(commit))).not.toContain('wip.ts');
  });

  it('holds the bytes as they are, whatever .gitattributes asks for', async () => {
    await writeFiles(dir, {
      '.gitattributes': '* text=auto eol=lf ident working-tree-encoding=UTF-16\n',
      'crlf.txt': '$Id$\r\n',
    });
    const { commit } = await harvestNow();
    expect((await test.git.run(['cat-file', 'blob', `${commit}:crlf.txt`])).stdout.toString()).toBe('$Id$\r\n');
  });

  it('keeps names with spaces, quotes, line breaks, backslashes, a leading dash and bytes that are not UTF-8', async () => {
    const names = ['with space', 'quo"te', 'line\nbreak', 'back\\slash', '-dash', 'ünïcode', ':(top)magic'];
    await writeFiles(dir, Object.fromEntries(names.map((name) => [name, name])));
    await writeFile(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0x66, 0xff, 0xfe])]), 'bytes');
    const { commit, findings } = await harvestNow();
    expect(findings).toEqual([]);
    const { stdout } = await test.git.run(['ls-tree', '-z', '--name-only', commit]);
    const paths = stdout.toString('latin1').split('\0');
    for (const name of names) expect(paths).toContain(Buffer.from(name).toString('latin1'));
    expect(paths).toContain('f\xff\xfe');
    expect(await show(commit, 'line\nbreak')).toBe('line\nbreak');
  });
});

describe('what the agent could plant', () => {
  const plant = async (gitDir: string, canary: string): Promise<void> => {
    const program = `touch ${canary}; cat`;
    await mkdir(join(gitDir, 'hooks'), { recursive: true });
    for (const hook of ['pre-commit', 'post-index-change', 'reference-transaction', 'post-checkout']) {
      await writeFile(join(gitDir, 'hooks', hook), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    }
    const config = [
      '[core]\n\trepositoryformatversion = 0',
      `\tfsmonitor = "touch ${canary}; false"\n\thooksPath = ${join(gitDir, 'hooks')}`,
      `[filter "evil"]\n\tclean = "${program}"\n\tsmudge = "${program}"\n\trequired`,
      `[diff "evil"]\n\ttextconv = "${program}"`,
    ].join('\n');
    await writeFile(join(gitDir, 'config'), `${config}\n`);
    await mkdir(join(gitDir, 'info'), { recursive: true });
    await writeFile(join(gitDir, 'info', 'attributes'), '* filter=evil diff=evil\n');
  };

  it('never runs: configuration, hooks, file system monitor and filters of its git directory', async () => {
    const canary = join(test.folder, 'canary');
    await plant(join(dir, '.git'), canary);
    await writeFiles(dir, { '.gitattributes': '* filter=evil diff=evil\n', 'new.ts': 'new\n' });
    const { commit } = await harvestNow();
    expect(await show(commit, 'new.ts')).toBe('new');
    expect(existsSync(canary)).toBe(false);
    // The control: a plain git in the same place runs it.
    execFileSync('git', ['add', '--all'], { cwd: dir, stdio: 'pipe' });
    expect(existsSync(canary)).toBe(true);
  });

  it('is found when it is a nested git directory, whose neighbours are taken as plain files', async () => {
    const canary = join(test.folder, 'canary');
    execFileSync('git', ['init', '--quiet', 'nested'], { cwd: dir });
    await plant(join(dir, 'nested', '.git'), canary);
    await writeFiles(dir, { 'nested/file.ts': 'plain\n', 'sub/.GIT': 'gitdir: /somewhere\n', 'git~1/config': 'x' });
    const { commit, findings } = await harvestNow();
    expect(findings.map(({ code, level, file }) => [code, level, file])).toEqual([
      ['harvest/nested-git', 'error', 'git~1'],
      ['harvest/nested-git', 'error', 'nested/.git'],
      ['harvest/nested-git', 'error', 'sub/.GIT'],
    ]);
    const tree = await list(commit);
    expect(tree['nested/file.ts']).toBe('100644');
    expect(Object.keys(tree).filter((path) => /git~1|\.git\//i.test(path))).toEqual([]);
    expect(existsSync(canary)).toBe(false);
  });

  it('is not followed when it is a link out of the workspace', async () => {
    await writeFiles(test.folder, { 'outside/secret': 'secret\n' });
    await symlink(join(test.folder, 'outside', 'secret'), join(dir, 'file-link'));
    await symlink(join(test.folder, 'outside'), join(dir, 'folder-link'));
    await rm(join(dir, 'a.ts'));
    await symlink(join(test.folder, 'outside', 'secret'), join(dir, 'a.ts'));
    const { commit } = await harvestNow();
    expect(await list(commit)).toMatchObject({ 'file-link': '120000', 'folder-link': '120000', 'a.ts': '120000' });
    expect(await show(commit, 'a.ts')).toBe(join(test.folder, 'outside', 'secret'));
    const all = await test.git.text(['cat-file', '--batch-all-objects', '--batch-check=%(objectname)']);
    const secret = await test.git.text(['hash-object', '--stdin'], { input: 'secret\n' });
    expect(all).not.toContain(secret);
  });

  it('cannot hide work with an ignore rule of its own: the files are taken and named', async () => {
    await writeFiles(dir, { '.gitignore': 'dist/\n*.log\nhidden*\n', 'hidden-1.ts': '1\n', 'sub/hidden-2.ts': '2\n' });
    const { commit, findings } = await harvestNow();
    expect(findings).toMatchObject([
      {
        code: 'harvest/hidden-by-new-ignore',
        level: 'error',
        data: { count: 2, files: ['hidden-1.ts', 'sub/hidden-2.ts'] },
      },
    ]);
    expect(await list(commit)).toMatchObject({ 'hidden-1.ts': '100644', 'sub/hidden-2.ts': '100644' });
  });

  it('is left out and found when it is a pipe or a socket', async () => {
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    const server = createServer().listen(join(dir, 'socket'));
    try {
      const { commit, findings } = await harvestNow();
      expect(commit).toBe(test.base);
      expect(findings.map(({ code, file, data }) => [code, file, data])).toEqual([
        ['harvest/special-file', 'pipe', { kind: 'named pipe' }],
        ['harvest/special-file', 'socket', { kind: 'socket' }],
      ]);
    } finally {
      server.close();
    }
  });

  it('is taken although nobody may read it', async () => {
    await writeFiles(dir, { 'locked/file.ts': 'locked\n' });
    await chmod(join(dir, 'locked', 'file.ts'), 0);
    await chmod(join(dir, 'locked'), 0);
    const { commit, findings } = await harvestNow();
    expect(findings).toEqual([]);
    expect(await show(commit, 'locked/file.ts')).toBe('locked');
  });

  it('is left out and found when it is too large, unless base holds it as large already', async () => {
    await writeFiles(dir, { 'large.bin': 'x'.repeat(101), 'a.ts': 'y'.repeat(101), 'kept.log': 'changed\n' });
    const { commit, findings } = await harvestNow({ maxFileBytes: 100 });
    expect(findings.map(({ code, file }) => [code, file])).toEqual([
      ['harvest/file-too-large', 'a.ts'],
      ['harvest/file-too-large', 'large.bin'],
    ]);
    expect(await show(commit, 'kept.log')).toBe('changed');
    const large = await test.commit({ 'big.bin': 'z'.repeat(500) });
    dir = await checkOut(large).then(
      async (first) => (await rm(join(first, '..'), { recursive: true }), checkOut(large)),
    );
    expect((await harvestNow({ base: large, maxFileBytes: 100 })).findings).toEqual([]);
  });

  it('names at most twenty files of one kind', async () => {
    for (let index = 0; index < 25; index += 1) execFileSync('mkfifo', [join(dir, `pipe-${index}`)]);
    expect((await harvestNow()).findings).toHaveLength(20);
  });
});

describe('ignore rules', () => {
  it('of base decide: ignored files stay out, tracked ones stay in', async () => {
    await writeFiles(dir, { 'dist/out.js': 'built\n', 'new.log': 'log\n', 'kept.log': 'edited\n', '.gitignore': '' });
    const { commit, findings } = await harvestNow();
    expect(findings).toEqual([]);
    const tree = await list(commit);
    expect(Object.keys(tree)).not.toContain('dist/out.js');
    expect(Object.keys(tree)).not.toContain('new.log');
    expect(await show(commit, 'kept.log')).toBe('edited');
  });

  it('need not name node_modules, unless base tracks files in it', async () => {
    await test.remove();
    await openWorkspace({ 'a.ts': '1', 'vendored/node_modules/own.js': 'own\n' });
    await writeFiles(dir, { 'node_modules/p/index.js': 'p', 'vendored/node_modules/own.js': 'edited\n' });
    const { commit } = await harvestNow();
    expect(Object.keys(await list(commit))).toEqual(['a.ts', 'vendored/node_modules/own.js']);
    expect(await show(commit, 'vendored/node_modules/own.js')).toBe('edited');
  });
});

describe('a submodule', () => {
  it('stays at the commit of base, with or without files written into it', async () => {
    await test.git.text(['update-index', '--add', '--cacheinfo', `160000,${test.base},module`]);
    await test.git.text(['commit', '--quiet', '--allow-empty', '--message=A submodule']);
    const withModule = await test.git.text(['rev-parse', 'HEAD']);
    await rm(join(dir, '..'), { recursive: true });
    dir = await checkOut(withModule);
    expect((await lstat(join(dir, 'module'))).isDirectory()).toBe(true);
    expect((await harvestNow({ base: withModule })).commit).toBe(withModule);
    await writeFiles(dir, { 'module/file.ts': 'x\n' });
    const { commit, findings } = await harvestNow({ base: withModule });
    expect(commit).toBe(withModule);
    expect(findings.map(({ code, file }) => [code, file])).toEqual([['harvest/submodule-content', 'module']]);
  });
});

it('writes into the objects of the user and never into the store that other workspaces read', async () => {
  await writeFiles(dir, { 'new.ts': 'only in the user\n' });
  const { commit } = await harvestNow();
  const inStore = () =>
    execFileSync('git', ['cat-file', '-e', commit], { cwd: join(test.folder, 'store'), stdio: 'pipe' });
  expect(inStore).toThrow();
});
