import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../../../guardrails/src/tree/temporary-folder.ts';
import { installPeers, runQuietly } from '../install-peers.ts';
import { askOurs } from './ask-ours.ts';
import { judgedOtherwise } from './judged-otherwise.ts';
import { openOasdiff } from './open-oasdiff.ts';
import type { ReadPairs, TestPair } from './read-pairs.ts';
import { readCatalogue } from './read-catalogue.ts';
import type { PeerAnswers } from './run-peers.ts';
import { scorePairs } from './score-pairs.ts';
import type { PairScore } from './score-pairs.ts';

/** Ours and the peers on the same pairs. */
export type OasdiffComparison = {
  readonly commit: string;
  readonly read: Pick<ReadPairs, 'tests' | 'comparing' | 'skipped'> & { readonly pairs: number };
  readonly ours: PairScore & { readonly milliseconds: number; readonly faults: readonly string[] };
  /** The score with the pairs that a validator judges otherwise than oasdiff's test. */
  readonly withJudgedOtherwise: PairScore;
  readonly leftOut: readonly string[];
  readonly peers: readonly PeerScore[];
};

/** A peer's score; it has no codes of ours, so pairs of one check count only where all checks were run. */
export type PeerScore = {
  readonly name: string;
  readonly version: string;
  readonly milliseconds: number;
  readonly found: number;
  readonly breaking: number;
  readonly flagged: number;
  readonly safe: number;
  readonly failed: number;
};

/** Where things are. */
export type OasdiffOptions = {
  /** Clone or bare git directory of oasdiff. */
  readonly mirror: string;
  /** Folder with the peers installed; undefined installs them into a temporary one; null leaves them out. */
  readonly peers: string | null | undefined;
};

const catalogueFile = join(import.meta.dirname, '../../../../docs/contract-catalogue.md');

/** Reads oasdiff's test pairs and asks ours and the peers. */
export const compareWithOasdiff = async ({ mirror, peers }: OasdiffOptions): Promise<OasdiffComparison> => {
  const { commit, rules, read } = await openOasdiff(mirror);
  const catalogue = readCatalogue(await readFile(catalogueFile, 'utf8').catch(() => ''));
  const { answers, milliseconds } = askOurs(read.pairs);
  const isError = (id: string) => rules.levels.get(id) === 'ERR';
  const isKept = ({ name }: TestPair) => !judgedOtherwise.has(name.split(' ')[1] ?? '');
  const scoreOf = (isWanted: (pair: TestPair) => boolean) =>
    scorePairs({
      pairs: read.pairs.filter(isWanted),
      answers: answers.filter((_, at) => read.pairs[at] !== undefined && isWanted(read.pairs[at])),
      catalogue,
      isError,
    });
  const score = scoreOf(isKept);
  const faults = answers.flatMap(({ fault }, at) =>
    fault === undefined ? [] : [`${read.pairs[at]?.name ?? ''}: ${fault}`],
  );
  return {
    commit,
    read: { ...read, pairs: read.pairs.length },
    ours: { ...score, milliseconds, faults },
    withJudgedOtherwise: scoreOf(() => true),
    leftOut: read.pairs.filter((pair) => !isKept(pair)).map(({ name }) => name.split(' ')[1] ?? ''),
    peers: peers === null ? [] : await askPeers(read.pairs.filter(isKept), peers),
  };
};

const askPeers = async (pairs: readonly TestPair[], folder: string | undefined): Promise<readonly PeerScore[]> => {
  if (folder === undefined)
    return withTemporaryFolder('interlock-peers-', async (dir) => {
      await installPeers(dir);
      return askPeers(pairs, dir);
    });
  const [input, output] = [join(folder, 'pairs.json'), join(folder, 'answers.json')];
  await writeFile(input, JSON.stringify(pairs.map(({ base, head }) => ({ base, head }))));
  await runQuietly(process.execPath, [join(import.meta.dirname, 'run-peers.ts'), folder, input, output], folder);
  const answers = JSON.parse(await readFile(output, 'utf8')) as { readonly [name: string]: PeerAnswers };
  return Object.entries(answers).map(([name, answer]) => peerScore(name, answer, pairs));
};

const peerScore = (
  name: string,
  { version, milliseconds, breaking }: PeerAnswers,
  pairs: readonly TestPair[],
): PeerScore => {
  const hits = (wanted: (pair: TestPair) => boolean) =>
    pairs.filter((pair, at) => wanted(pair) && breaking[at] === true).length;
  const isBreaking = ({ verdict }: TestPair) => verdict === 'breaking';
  const isSafe = ({ verdict, looked }: TestPair) => verdict === 'safe' && looked === 'all';
  return {
    name,
    version,
    milliseconds,
    found: hits(isBreaking),
    breaking: pairs.filter(isBreaking).length,
    flagged: hits(isSafe),
    safe: pairs.filter(isSafe).length,
    failed: breaking.filter((answer) => answer === null).length,
  };
};
