import { appendFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workInProcesses } from '../../processes/work-in-processes.ts';
import { publishPart } from '../publish-part.ts';
import { createRandom } from '../properties/random.ts';
import { thresholds } from '../thresholds.ts';
import { formatHistory, sampleTable } from './format-history.ts';
import { listRevisions, parseSource } from './list-revisions.ts';
import type { Revision, RevisionRecord } from './revision.ts';
import { sampleFindings, summariseHistory } from './summarise-history.ts';

/** What a run over histories is told. */
export type HistoryOptions = {
  /** `CLONE:PATH` or `CLONE:PATH+FOLDER/`. */
  readonly sources: readonly string[];
  /** Most revisions of one source, picked by seed; null for all. */
  readonly most: number | null;
  readonly sample: number;
  /** File that gets all records as JSON lines. */
  readonly out: string | undefined;
  /** Folder with the peers installed, for a second validator of witnesses. */
  readonly peers: string | undefined;
  readonly publish: boolean;
};

/** Compares every commit of real repositories that touches a specification; true when the limits hold. */
export const benchHistory = async (options: HistoryOptions): Promise<boolean> => {
  const known = await readRecords(options.out);
  const isKnown = new Set(known.map(({ repository, commit, path }) => `${repository} ${commit} ${path}`));
  const all = await Promise.all(options.sources.map((source) => revisionsOf(source, options.most)));
  const groups = all.map((group) =>
    group.filter(({ repository, commit, path }) => !isKnown.has(`${repository} ${commit} ${path}`)),
  );
  const records = [...known, ...(await runRevisions(groups, options))];
  const text = formatHistory(records);
  process.stdout.write(text);
  const sample = sampleTable(sampleFindings(records, options.sample));
  if (options.out !== undefined) await writeFile(`${options.out}.sample.tsv`, sample);
  if (options.publish)
    await publishPart('history', text, join(import.meta.dirname, '../../../../docs/benchmarks/contract-history.md'));
  return holds(records);
};

/** What an earlier run has left in the file: a run can be cut off and goes on where it was. */
const readRecords = async (out: string | undefined): Promise<readonly RevisionRecord[]> => {
  if (out === undefined) return [];
  const text = await readFile(out, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RevisionRecord);
};

const revisionsOf = async (source: string, most: number | null): Promise<readonly Revision[]> => {
  const all = await listRevisions(parseSource(source));
  return most === null ? all : createRandom(4).shuffle(all).slice(0, most);
};

const runRevisions = async (
  groups: readonly (readonly Revision[])[],
  { peers, out }: HistoryOptions,
): Promise<readonly RevisionRecord[]> => {
  const records: RevisionRecord[] = [];
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const keep = (record: RevisionRecord): void => {
    records.push(record);
    if (out !== undefined) appendFileSync(out, `${JSON.stringify(record)}\n`);
    if (records.length % 100 === 0) process.stderr.write(`${records.length} of ${total}\n`);
  };
  if (peers !== undefined) process.env['INTERLOCK_BENCH_PEERS'] = peers;
  await workInProcesses<Revision, RevisionRecord>({
    script: join(import.meta.dirname, 'run-check-revision.ts'),
    groups,
    jobs: 1,
    // Other validators take far longer than the comparison; how long that took is in the record.
    limitMs: (thresholds.history.mostSeconds + 300) * 1000,
    onAnswer: (_, answer) => keep(answer),
    onLost: ({ repository, commit, path }, reason) =>
      keep({ repository, commit, path, state: 'lost', reason, milliseconds: 0, bytes: 0, findings: [] }),
  });
  return records;
};

const holds = (records: readonly RevisionRecord[]): boolean => {
  const { errors, errorsSure, schemaErrors, schemaProven, refuted, faults, lost, slowestMs } =
    summariseHistory(records);
  const limits = thresholds.history;
  return (
    errorsSure >= limits.provenOrCertain * errors &&
    schemaProven >= limits.schemaProven * schemaErrors &&
    refuted.length <= limits.refuted &&
    faults <= limits.crashes &&
    lost <= limits.timeouts &&
    slowestMs <= limits.mostSeconds * 1000
  );
};
