import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createGit } from '@interlock-dev/guardrails/tree';
import { readBlob } from './harvest-git.ts';
import type { HarvestGit, TreePath } from './harvest-git.ts';

/** A question to the ignore rules of one tree. Paths are latin1 strings. */
export type IgnoreQuestion = {
  readonly git: HarvestGit;
  /** The `.gitignore` files whose rules count: nothing else of their tree is looked at. */
  readonly rules: readonly TreePath[];
  /** A folder that is not there yet. */
  readonly folder: string;
  readonly paths: readonly string[];
};

/** Which of `paths` the rules hide. Git answers it in a folder of our own that holds the `.gitignore` files alone. */
export const findIgnored = async ({ git, rules, folder, paths }: IgnoreQuestion): Promise<ReadonlySet<string>> => {
  if (rules.length === 0 || paths.length === 0) return new Set();
  await mkdir(folder, { recursive: true });
  for (const { path, sha } of rules) await writeRule(folder, path, await readBlob(git, sha));
  const asker = createGit({ cwd: folder, gitDir: git.gitDir, workTree: folder });
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
  const answer = await asker.run(['check-ignore', '-z', '--no-index', '--stdin'], { input });
  if (answer.exitCode > 1) throw new Error(`git could not read the ignore rules: ${answer.stderr.trim()}`);
  return new Set(answer.stdout.toString('latin1').split('\0').filter(Boolean));
};

const writeRule = async (folder: string, path: string, content: Buffer): Promise<void> => {
  const file = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
  await mkdir(Buffer.from(dirname(file.toString('latin1')), 'latin1'), { recursive: true });
  await writeFile(file, content);
};

/** Whether a tree's entry holds ignore rules: git reads no `.gitignore` that is a link. Pure. */
export const isIgnoreFile = ({ mode, path }: TreePath): boolean =>
  mode.startsWith('100') && /(?:^|\/)\.gitignore$/.test(path);
