import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGit, openRepository, rawAttributes, removeFolder } from '@interlock-dev/guardrails/tree';
import type { Git, Repository } from '@interlock-dev/guardrails/tree';

/** A repository of a test in a folder of its own, with room beside it. */
export type TestRepository = {
  /** Holds `repository` and whatever the test puts beside it. */
  readonly folder: string;
  readonly repository: Repository;
  readonly git: Git;
  /** The first commit. */
  readonly base: string;
  /** Writes files and commits everything. Answers the new commit. */
  readonly commit: (files: TestFiles) => Promise<string>;
  readonly remove: () => Promise<void>;
};

/** Path → content. */
export type TestFiles = Readonly<Record<string, string>>;

/** Creates a repository on branch main whose first commit holds `files`. */
export const createTestRepository = async (files: TestFiles): Promise<TestRepository> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'interlock-test-')));
  const root = join(folder, 'repository');
  await mkdir(root);
  const git = createGit({ cwd: root, settings: { 'user.name': 'A Person', 'user.email': 'person@example.invalid' } });
  await git.text(['init', '--quiet', '--template=', '--initial-branch=main']);
  // What a test writes is committed byte for byte, whatever its own .gitattributes say.
  await writeFiles(root, { '.git/info/attributes': rawAttributes });
  const commit = async (changed: TestFiles): Promise<string> => {
    await writeFiles(root, changed);
    await git.text(['add', '--all', '--force']);
    await git.text(['commit', '--quiet', '--allow-empty', '--message=A commit']);
    return git.text(['rev-parse', 'HEAD']);
  };
  const base = await commit(files);
  return { folder, repository: await openRepository(root), git, base, commit, remove: () => removeFolder(folder) };
};

/** Writes files below `root`, with their folders. */
export const writeFiles = async (root: string, files: TestFiles): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
};
