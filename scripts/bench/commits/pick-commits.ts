import { createHash } from 'node:crypto';
import type { Git } from '../../../guardrails/src/tree/git.ts';
import { authorKind } from './author-kind.ts';
import type { PickedCommit } from './commit-record.ts';

/** Two halves of all commits: one to tune guardrails on, one to confirm that they were not tuned to it. */
export type Sample = 'tune' | 'confirm';

/** Which commits of a repository to pick. */
export type PickRequest = {
  readonly git: Git;
  /** How results name the repository. */
  readonly repository: string;
  readonly sample: Sample;
  readonly count: number;
  /** Only commits of the last so many years before the newest one. Default 4. */
  readonly years?: number;
  /** Hashes of commits to leave out, because somebody has looked at them. */
  readonly seen?: ReadonlySet<string>;
};

const codeFile = /\.[cm]?[jt]sx?$/;
const secondsOfYear = 365.25 * 24 * 3600;

/**
 * Picks merged commits (first-parent history, each against its first parent) that touch code or tests, the same ones
 * each time: in the order of a hash of their own, taken in turn from each year and from agents and others.
 */
export const pickCommits = async (request: PickRequest): Promise<readonly PickedCommit[]> => {
  const listed = await listCommits(request);
  const newest = listed.reduce((latest, { time }) => Math.max(latest, time), 0);
  const oldest = newest - (request.years ?? 4) * secondsOfYear;
  const candidates = orderCandidates(
    listed.filter(({ sha, time }) => time >= oldest && sampleOf(sha) === request.sample && !request.seen?.has(sha)),
  );
  return takeThoseWithCode(request, candidates);
};

/** The half that a commit is in. Pure. */
export const sampleOf = (sha: string): Sample => (hash('half', sha) % 2 === 0 ? 'tune' : 'confirm');

/** Years in turn, in each those by agents and the others in turn (agents are few, and count as much), then by hash. Pure. */
export const orderCandidates = (commits: readonly PickedCommit[]): readonly PickedCommit[] => {
  const stratumOf = ({ time, author }: PickedCommit): string =>
    `${new Date(time * 1000).getUTCFullYear()}${author === 'agent' ? 'a' : 'b'}`;
  const strata = Object.values(Object.groupBy(commits, stratumOf)).map((stratum = []) =>
    stratum.toSorted((one, other) => hash('order', one.sha) - hash('order', other.sha)),
  );
  const rounds = Math.max(0, ...strata.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => strata.flatMap((stratum) => stratum[round] ?? [])).flat();
};

const hash = (salt: string, sha: string): number =>
  createHash('sha256').update(`${salt}:${sha}`).digest().readUInt32BE(0);

const listCommits = async ({ git, repository }: PickRequest): Promise<readonly PickedCommit[]> => {
  const text = await git.text(['log', '--first-parent', '--format=%H%x00%P%x00%ct%x00%an%x00%ae%x00%B%x01', 'HEAD']);
  return text.split('\u0001').flatMap((entry) => {
    const [sha = '', parents = '', time = '', name = '', email = '', body = ''] = entry.trimStart().split('\0');
    const [parent] = parents.split(' ');
    if (parent === undefined || parent === '') return [];
    return [{ repository, sha, parent, time: Number(time), author: authorKind({ name, email, body }) }];
  });
};

/** Asks git in blocks, because a block is nearly always enough. */
const takeThoseWithCode = async (
  { git, count }: PickRequest,
  candidates: readonly PickedCommit[],
): Promise<readonly PickedCommit[]> => {
  const taken: PickedCommit[] = [];
  const block = Math.max(50, count * 2);
  for (let at = 0; at < candidates.length && taken.length < count; at += block) {
    const asked = candidates.slice(at, at + block);
    const withCode = await commitsWithCode(git, asked);
    taken.push(...asked.filter(({ sha }) => withCode.has(sha)));
  }
  return taken.slice(0, count);
};

/**
 * Those of the commits that touch code, and whose files are all there: a partial clone lists large files that it does not
 * hold, and nobody can check a change to them.
 */
const commitsWithCode = async (git: Git, commits: readonly PickedCommit[]): Promise<ReadonlySet<string>> => {
  const input = commits.map(({ sha, parent }) => `${sha} ${parent}\n`).join('');
  const text = await git.text(['diff-tree', '--stdin', '-r', '--raw', '--no-abbrev', '--no-renames'], { input });
  const blobs = new Map<string, string[]>();
  const withCode = new Set<string>();
  let current = '';
  for (const line of text.split('\n')) {
    const entry = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*\t(.*)$/.exec(line);
    if (entry === null) current = line;
    else {
      const [, baseMode = '', headMode = '', base = '', head = '', path = ''] = entry;
      const own = blobs.get(current) ?? [];
      blobs.set(current, own);
      if (isFile(baseMode)) own.push(base);
      if (isFile(headMode)) own.push(head);
      if (codeFile.test(path)) withCode.add(current);
    }
  }
  const absent = await findAbsent(
    git,
    [...withCode].flatMap((sha) => blobs.get(sha) ?? []),
  );
  return new Set([...withCode].filter((sha) => !blobs.get(sha)?.some((blob) => absent.has(blob))));
};

const isFile = (mode: string): boolean => mode.startsWith('100') || mode === '120000';

const findAbsent = async (git: Git, shas: readonly string[]): Promise<ReadonlySet<string>> => {
  const input = [...new Set(shas)].map((sha) => `${sha}\n`).join('');
  const text = await git.text(['cat-file', '--batch-check'], { input });
  return new Set(text.split('\n').flatMap((line) => (line.endsWith(' missing') ? [line.split(' ')[0] ?? ''] : [])));
};
