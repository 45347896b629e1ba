import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestRepository, writeFiles } from '../../../test/walls/repository-builder.ts';
import type { TestRepository } from '../../../test/walls/repository-builder.ts';
import { createWorkspace } from './create-workspace.ts';
import type { WorkspaceRequest } from './create-workspace.ts';
import { discardWorkspace } from './discard-workspace.ts';
import { harvest } from './harvest.ts';
import { createRunStore } from './run-store.ts';
import type { Workspace } from './workspace.ts';

// Each test starts dozens of git processes: a busy machine needs longer than the default.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let test: TestRepository;
let request: WorkspaceRequest;
let job: string;

beforeEach(async () => {
  test = await createTestRepository({
    'a.ts': '1\r\n',
    '.gitattributes': '* text=auto eol=lf\n*.ts filter=never-there\n',
    'packages/one/package.json': '{"name":"one"}',
  });
  job = join(test.folder, 'job');
  request = {
    ...{ store: join(test.folder, 'store'), base: test.base, dir: join(job, 'workspace') },
    ...{ sessionDir: join(job, 'session'), task: 'do-it', job: 1, repositoryRoot: test.repository.root },
    ...{ gatewaySocket: null, sandboxKind: 'ephemeral-runner' },
  };
  await createRunStore({ repository: test.repository.root, base: test.base, dir: request.store });
});
afterEach(() => test.remove());

const agentGit = (...args: string[]) => execFileSync('git', args, { cwd: request.dir, encoding: 'utf8' }).trim();

describe('a workspace', () => {
  it('is a checkout of base, byte for byte, on a branch of its own, clean to its own git', async () => {
    await createWorkspace(request);
    expect(await readFile(join(request.dir, 'a.ts'), 'utf8')).toBe('1\r\n');
    expect(agentGit('symbolic-ref', 'HEAD')).toBe('refs/heads/task/do-it');
    expect(agentGit('rev-parse', 'HEAD')).toBe(test.base);
    expect(agentGit('status', '--porcelain')).toBe('');
    expect(agentGit('remote')).toBe('');
  });

  it('lets its agent commit without touching the user or the store', async () => {
    await createWorkspace(request);
    await writeFiles(request.dir, { 'b.ts': '2\n' });
    agentGit('add', '--all');
    agentGit('commit', '--quiet', '--message=wip');
    const commit = agentGit('rev-parse', 'HEAD');
    for (const cwd of [test.repository.root, request.store]) {
      expect(() => execFileSync('git', ['cat-file', '-e', commit], { cwd, stdio: 'pipe' })).toThrow();
    }
  });

  it('has the packages of the repository linked in, its own ones into itself, out of sight of git', async () => {
    const modules = join(test.repository.root, 'node_modules');
    await writeFiles(modules, { 'third/package.json': '{"name":"third"}' });
    await symlink('../packages/one', join(modules, 'one'));
    await createWorkspace(request);
    expect((await lstat(join(request.dir, 'node_modules'))).isDirectory()).toBe(true);
    expect(await readlink(join(request.dir, 'node_modules', 'third'))).toBe(join(modules, 'third'));
    await writeFiles(request.dir, { 'packages/one/package.json': 'edited' });
    expect(await readFile(join(request.dir, 'node_modules', 'one', 'package.json'), 'utf8')).toBe('edited');
    expect(agentGit('status', '--porcelain')).toBe('M packages/one/package.json');
  });

  it('is opened as it stands when it is there already', async () => {
    await createWorkspace(request);
    await writeFiles(request.dir, { 'work.ts': 'unsaved work\n' });
    const again = await createWorkspace(request);
    expect(await readFile(join(again.dir, 'work.ts'), 'utf8')).toBe('unsaved work\n');
  });

  it('is made anew when a killed run left it half made', async () => {
    await writeFiles(request.dir, { '.git/HEAD': 'broken' });
    await createWorkspace(request);
    expect(agentGit('status', '--porcelain')).toBe('');
  });

  it('follows no link that an agent put in place of its home', async () => {
    const workspace = await createWorkspace(request);
    await rm(join(request.sessionDir, 'home'), { recursive: true });
    await symlink(test.folder, join(request.sessionDir, 'home'));
    await expect(workspace.enter({ argv: ['true'], timeoutMs: 10_000 })).rejects.toThrow(/is no folder any more/);
  });

  it('works from a linked worktree of the user', async () => {
    const linked = join(test.folder, 'linked');
    await test.git.text(['worktree', 'add', '--quiet', '--detach', linked]);
    await createWorkspace({ ...request, repositoryRoot: linked });
    expect(agentGit('status', '--porcelain')).toBe('');
  });
});

describe('discarding', () => {
  const ref = 'refs/interlock/run-1/do-it/1';
  const keep = () =>
    harvest({ dir: request.dir, repository: test.repository, base: test.base, ref, message: 'Do it\n' });
  const discard = () => discardWorkspace({ dir: job, repository: test.repository, ref });
  const work = (workspace: Workspace, script: string) =>
    workspace.enter({ argv: ['/bin/sh', '-c', script], timeoutMs: 60_000 });

  it('removes a job whose work is in its ref, read-only files and folders included', async () => {
    const workspace = await createWorkspace(request);
    await work(workspace, 'mkdir -p locked && echo x > locked/file && chmod 0500 locked && chmod 0400 locked/file');
    await keep();
    expect(await discard()).toEqual({ isDiscarded: true });
    expect(existsSync(job)).toBe(false);
  });

  it('refuses while no ref holds the work', async () => {
    await createWorkspace(request);
    expect(await discard()).toMatchObject({ isDiscarded: false, reason: expect.stringContaining(ref) as string });
    expect(existsSync(request.dir)).toBe(true);
  });

  it('refuses when something ran in the workspace since it was harvested', async () => {
    const workspace = await createWorkspace(request);
    await keep();
    await work(workspace, 'echo more > more.ts');
    expect(await discard()).toMatchObject({
      isDiscarded: false,
      reason: expect.stringContaining('harvest it') as string,
    });
    await keep();
    expect(await discard()).toEqual({ isDiscarded: true });
  });

  it('removes what is left of a job that never had a workspace', async () => {
    await mkdir(job, { recursive: true });
    expect(await discard()).toEqual({ isDiscarded: true });
  });
});
