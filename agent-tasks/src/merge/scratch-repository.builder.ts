import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository in a temporary folder, for tests. */
export type ScratchRepository = {
  readonly root: string;
  readonly git: (...args: string[]) => string;
  readonly write: (path: string, text: string) => void;
  /** Writes files and commits them on the branch that is checked out; answers the commit. */
  readonly commit: (files: Readonly<Record<string, string>>, message?: string) => string;
  readonly remove: () => void;
};

/** Starts a repository on branch `main` with one commit. */
export const createScratchRepository = (
  files: Readonly<Record<string, string>> = { 'a.txt': 'one\n' },
): ScratchRepository => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'interlock-scratch-')));
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnvironment(),
    }).trim();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const commit = (changed: Readonly<Record<string, string>>, message = 'Change'): string => {
    for (const [path, text] of Object.entries(changed)) write(path, text);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  commit(files, 'Start');
  return { root, git, write, commit, remove: () => rmSync(root, { recursive: true, force: true }) };
};

const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
});
