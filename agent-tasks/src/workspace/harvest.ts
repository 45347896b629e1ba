import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '@interlock-dev/guardrails/tree';
import type { Repository } from '@interlock-dev/guardrails/tree';
import type { ReportedFinding } from '@interlock-dev/guardrails';
import { harvestFinding } from './harvest-findings.ts';
import { createHarvestGit, listCommit, writeBlobs, writeTree } from './harvest-git.ts';
import type { HarvestGit, TreePath } from './harvest-git.ts';
import { findIgnored, isIgnoreFile } from './ignored-paths.ts';
import { readWork } from './read-work.ts';
import type { WorkEntry, WorkRules } from './read-work.ts';
import { markHarvested } from './work-marks.ts';
import type { Harvest } from './workspace.ts';

/** Whose work to keep, and where. */
export type HarvestRequest = {
  /** The workspace, absolute. */
  readonly dir: string;
  readonly repository: Repository;
  /** Full hash of the commit that the job started from: the parent, and whose ignore rules decide. */
  readonly base: string;
  /** `refs/interlock/<run>/<task>/<job>` */
  readonly ref: string;
  readonly message: string;
  /** Bigger files are left out with a finding. Default 32 MiB. */
  readonly maxFileBytes?: number;
  /** Epoch seconds of the commit. Default: the clock. */
  readonly committedAt?: number;
};

const defaultFileBytes = 32 * 1024 ** 2;

/**
 * Keeps a job's work as one commit on `base` under a ref of the user's repository. Call it when the job's processes are
 * dead. What the agent wrote is data to it: the files are walked without git, hashed byte for byte, and git runs with a
 * git directory that only we own, so that no configuration, hook, filter, attribute or ignore rule of the workspace counts.
 * Where nothing changed, `commit` is `base` itself. Codes of the findings: `harvest.md`.
 */
export const harvest = (request: HarvestRequest): Promise<Harvest> =>
  withTemporaryFolder('interlock-harvest-', async (scratch) => {
    const git = await createHarvestGit(request.repository, scratch);
    const base = await listCommit(git, request.base);
    const work = await readWork(request.dir, workRules({ git, base }, request));
    const kept = await dropIgnored({ git, scratch, base }, work.entries);
    const files = await hashEntries({ git, scratch }, request.dir, kept);
    const hidden = await findHidden({ git, scratch, base }, files);
    const tree = await writeTree(git, [...files, ...keptSubmodules(base, work.entries)]);
    const commit = await commitTree(git, tree, request);
    await request.repository.git.text(['update-ref', request.ref, commit]);
    await markHarvested(request.dir, commit);
    return { commit, tree, ref: request.ref, findings: firstOfEach([...work.findings, ...hidden]) };
  });

type Scratch = { readonly git: HarvestGit; readonly scratch: string };
type Base = { readonly git: HarvestGit; readonly base: readonly TreePath[] };
type ScratchWithBase = Scratch & { readonly base: readonly TreePath[] };

const workRules = ({ git, base }: Base, request: HarvestRequest): WorkRules => {
  const { maxFileBytes = defaultFileBytes } = request;
  const files = new Map(base.map(({ path, sha }) => [path, sha]));
  const submodules = new Set(base.filter(({ mode }) => mode === submoduleMode).map(({ path }) => path));
  const folders = new Set(base.flatMap(({ path }) => parentFolders(path)));
  return {
    isSubmodule: (path) => submodules.has(path),
    isTrackedFolder: (path) => folders.has(path),
    maxFileBytes: async (path, bytes) =>
      bytes > maxFileBytes ? largestOf(git, files.get(path), maxFileBytes) : maxFileBytes,
  };
};

/** What base holds already may stay as big as it is. */
const largestOf = async (git: HarvestGit, sha: string | undefined, limit: number): Promise<number> =>
  sha === undefined ? limit : Math.max(limit, Number(await git.text(['cat-file', '-s', sha])));

const submoduleMode = '160000';

const parentFolders = (path: string): readonly string[] => {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
};

/** Base's rules decide, and as in git they do not hide what is tracked. */
const dropIgnored = async (
  { git, scratch, base }: ScratchWithBase,
  entries: readonly WorkEntry[],
): Promise<readonly WorkEntry[]> => {
  const tracked = new Set(base.map(({ path }) => path));
  const paths = entries.map(({ path }) => path).filter((path) => !tracked.has(path));
  const folder = join(scratch, 'base-rules');
  const ignored = await findIgnored({ git, rules: base.filter(isIgnoreFile), folder, paths });
  return entries.filter(({ path }) => !ignored.has(path));
};

const hashEntries = async (
  { git, scratch }: Scratch,
  dir: string,
  entries: readonly WorkEntry[],
): Promise<readonly TreePath[]> => {
  const links = join(scratch, 'links');
  await mkdir(links);
  const root = Buffer.from(dir).toString('latin1');
  const sources = await Promise.all(
    entries.map(async (entry, index) => {
      if (entry.kind === 'file') return `${root}/${entry.path}`;
      const file = join(links, String(index));
      await writeFile(file, entry.target, 'latin1');
      return Buffer.from(file).toString('latin1');
    }),
  );
  const hashes = await writeBlobs(git, sources);
  return entries.map((entry, index) => ({
    mode: entry.kind === 'file' ? entry.mode : '120000',
    sha: hashes[index] ?? '',
    path: entry.path,
  }));
};

/** New files that an ignore rule of this change hides: taken, and told, or a change could hide what it leaves behind. */
const findHidden = async (
  { git, scratch, base }: ScratchWithBase,
  files: readonly TreePath[],
): Promise<readonly ReportedFinding[]> => {
  const identity = ({ path, sha }: TreePath) => `${sha} ${path}`;
  const known = new Set(base.filter(isIgnoreFile).map(identity));
  const rules = files.filter(isIgnoreFile);
  if (rules.every((rule) => known.has(identity(rule)))) return [];
  const tracked = new Set(base.map(({ path }) => path));
  const paths = files.map(({ path }) => path).filter((path) => !tracked.has(path));
  const hidden = await findIgnored({ git, rules, folder: join(scratch, 'head-rules'), paths });
  const names = [...hidden].map((path) => Buffer.from(path, 'latin1').toString()).sort();
  const [first] = names;
  if (first === undefined) return [];
  return [harvestFinding('harvest/hidden-by-new-ignore', first, { count: names.length, files: names.slice(0, 20) })];
};

/** A submodule stays at base's commit unless a file or link took its place. */
const keptSubmodules = (base: readonly TreePath[], entries: readonly WorkEntry[]): readonly TreePath[] => {
  const taken = new Set(entries.map(({ path }) => path));
  return base.filter(({ mode, path }) => mode === submoduleMode && !taken.has(path));
};

const commitTree = async (git: HarvestGit, tree: string, request: HarvestRequest): Promise<string> => {
  if (tree === (await git.text(['rev-parse', `${request.base}^{tree}`]))) return request.base;
  const date = `${request.committedAt ?? Math.floor(Date.now() / 1000)} +0000`;
  const env = {
    ...{ GIT_AUTHOR_NAME: 'Interlock', GIT_AUTHOR_EMAIL: 'interlock@localhost', GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: 'Interlock', GIT_COMMITTER_EMAIL: 'interlock@localhost', GIT_COMMITTER_DATE: date },
  };
  return git.text(['commit-tree', tree, '-p', request.base, '-F', '-'], { input: request.message, env });
};

/** Findings of one code that are listed: an agent can make any number. */
const listedOfEach = 20;

const firstOfEach = (findings: readonly ReportedFinding[]): readonly ReportedFinding[] =>
  [...Map.groupBy(findings, ({ code }) => code).values()].flatMap((group) =>
    group.sort((one, other) => ((one.file ?? '') < (other.file ?? '') ? -1 : 1)).slice(0, listedOfEach),
  );
