import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createGit } from '../../guardrails/src/tree/git.ts';
import { sidesOf, type StoredFiles } from './apply-edits.ts';
import type { GuardbenchCase } from './guardbench-case.ts';

/** The commits of a built case. */
export type BuiltCase = { readonly base: string; readonly head: string };

/**
 * Makes one repository in `dir` with the two commits of every case, in one run of `git fast-import`: hundreds of cases in
 * less than a second. Its work tree holds nothing but links to a few installed packages.
 * @param dir absolute path that is not there yet, below a folder that is
 * @returns the commits in the order of the cases
 */
export const buildCases = async (
  { cwd, dir }: { readonly cwd: string; readonly dir: string },
  cases: readonly GuardbenchCase[],
): Promise<readonly BuiltCase[]> => {
  await createGit({ cwd }).text(['init', '--quiet', '--template=', '--initial-branch=main', dir]);
  linkInstalled(dir);
  const git = createGit({ cwd: dir });
  const stream = cases.flatMap((one, index) => commitsOf(one, index));
  await git.text(['fast-import', '--quiet', '--done'], { input: Buffer.concat([...stream, Buffer.from('done\n')]) });
  const refs = await git.text(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/cases']);
  const shaOf = new Map(refs.split('\n').map((line) => line.split(' ') as [string, string]));
  return cases.map((_, index) => ({
    base: shaOf.get(`refs/cases/${index}/base`) ?? missing(index),
    head: shaOf.get(`refs/cases/${index}/head`) ?? missing(index),
  }));
};

const modules = resolve(import.meta.dirname, '../../node_modules');

/** What cases have installed: a test runner and a linter of their own are asked as in anybody's repository. */
const installed = ['vitest', 'vite', 'eslint', 'typescript-eslint', 'typescript'];

const linkInstalled = (dir: string): void => {
  mkdirSync(join(dir, 'node_modules'));
  for (const name of installed) {
    const path = join(dir, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(modules, name), path);
  }
};

const missing = (index: number): never => {
  throw new Error(`git fast-import made no commit for case ${index}`);
};

const commitsOf = (one: GuardbenchCase, index: number): readonly Buffer[] => {
  const { base, head } = sidesOf(one);
  const ref = `refs/cases/${index}`;
  return [
    ...commit({ ref: `${ref}/base`, message: 'Base', files: base }),
    ...commit({ ref: `${ref}/head`, message: 'A change', files: head, from: `${ref}/base` }),
  ];
};

type Commit = { readonly ref: string; readonly message: string; readonly files: StoredFiles; readonly from?: string };

// A fixed time and author: the same case has the same commits on every machine.
const signature = 'A <a@localhost> 1767225600 +0000';

const commit = ({ ref, message, files, from }: Commit): readonly Buffer[] => [
  Buffer.from(`commit ${ref}\ncommitter ${signature}\n`),
  data(Buffer.from(message)),
  Buffer.from(`${from === undefined ? '' : `from ${from}\n`}deleteall\n`),
  ...[...files].flatMap(([path, { mode, content }]) => [
    Buffer.from(`M ${mode} inline ${quotePath(path)}\n`),
    data(content),
  ]),
];

const data = (content: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n')]);

/** A path as fast-import reads it, whatever is in it. */
const quotePath = (path: string): string =>
  `"${path.replaceAll(/["\\\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))}"`;
