import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGit, GitError } from './git.ts';
import { buildRepository, withFolder } from './repository.builder.ts';
import { openRepository } from './repository.ts';

afterEach(() => vi.unstubAllEnvs());

describe('createGit', () => {
  it('gives the exit code and both outputs of a command that fails', () =>
    withFolder(async (dir) => {
      const { git } = await buildRepository(dir);
      const result = await git.run(['rev-parse', '--verify', 'nothing']);
      expect(result.exitCode).toBe(128);
      expect(result.stderr).toContain('fatal');
    }));

  it('throws a GitError with its cause when text is asked of a command that fails', () =>
    withFolder(async (dir) => {
      const { git } = await buildRepository(dir);
      const error: unknown = await git.text(['rev-parse', '--verify', 'nothing']).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(GitError);
      expect((error as GitError).cause).toMatchObject({ exitCode: 128 });
    }));

  it('ignores the git variables and global configuration around it', () =>
    withFolder(async (dir) => {
      const { git, root } = await buildRepository(join(dir, 'repository'));
      await writeFile(join(dir, '.gitconfig'), '[core]\n\tabbrev = 40\n[alias]\n\tx = y\n');
      vi.stubEnv('HOME', dir);
      vi.stubEnv('GIT_DIR', join(dir, 'elsewhere'));
      vi.stubEnv('GIT_CONFIG_COUNT', '1');
      vi.stubEnv('GIT_CONFIG_KEY_0', 'alias.z');
      vi.stubEnv('GIT_CONFIG_VALUE_0', 'w');
      expect(await git.text(['rev-parse', '--show-toplevel'])).toBe(root);
      expect((await git.run(['config', '--get-regexp', '^alias'])).exitCode).toBe(1);
    }));

  it('runs neither hooks nor a file system monitor that the repository configures', () =>
    withFolder(async (dir) => {
      const { git, root, commit } = await buildRepository(join(dir, 'repository'));
      const canary = join(dir, 'canary');
      const script = join(dir, 'script');
      await writeFile(script, `#!/bin/sh\ntouch ${canary}\n`);
      await chmod(script, 0o755);
      await mkdir(join(dir, 'hooks'));
      for (const hook of ['pre-commit', 'post-index-change', 'reference-transaction']) {
        await writeFile(join(dir, 'hooks', hook), `#!/bin/sh\ntouch ${canary}\n`);
        await chmod(join(dir, 'hooks', hook), 0o755);
      }
      await git.text(['config', 'core.fsmonitor', script]);
      await git.text(['config', 'core.hooksPath', join(dir, 'hooks')]);
      await commit({ 'a.txt': 'a' });
      await git.text(['status']);
      expect(existsSync(canary)).toBe(false);
      expect(await readdir(root)).toContain('a.txt');
    }));

  it('stops a git that says more than it may', () =>
    withFolder(async (dir) => {
      const { git, commit } = await buildRepository(dir);
      await commit({ 'big.txt': 'x'.repeat(200_000) });
      await expect(git.run(['cat-file', 'blob', 'HEAD:big.txt'], { maxBytes: 1000 })).rejects.toThrow(/more than 1000/);
    }));
});

describe('openRepository', () => {
  it('finds the root and the common git directory from a folder below, in a linked work tree too', () =>
    withFolder(async (dir) => {
      const { git, root, commit } = await buildRepository(join(dir, 'a folder'));
      await commit({ 'deep/er/file.txt': 'x' });
      await git.text(['worktree', 'add', '--quiet', '--detach', join(dir, 'linked')]);
      expect(await openRepository(join(root, 'deep/er'))).toMatchObject({ root, gitDir: join(root, '.git') });
      expect(await openRepository(join(dir, 'linked'))).toMatchObject({
        root: join(dir, 'linked'),
        gitDir: join(root, '.git'),
      });
    }));

  it('says in one sentence that a folder is in no repository', () =>
    withFolder(async (dir) => {
      await expect(openRepository(dir)).rejects.toThrow(/is not in a git repository: .*git init/);
    }));

  it('says in one sentence that a repository is bare', () =>
    withFolder(async (dir) => {
      await createGit({ cwd: dir }).text(['init', '--quiet', '--bare', dir]);
      await expect(openRepository(dir)).rejects.toThrow(/bare git repository/);
    }));

  it('says in one sentence that there is no commit yet', () =>
    withFolder(async (dir) => {
      await buildRepository(dir);
      await expect(openRepository(dir)).rejects.toThrow(/has no commit yet/);
    }));

  it('says in one sentence that the folder is not there', () =>
    withFolder(async (dir) => {
      await expect(openRepository(join(dir, 'nowhere'))).rejects.toThrow(/git could not be started/);
    }));
});
