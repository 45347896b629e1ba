import { shareText } from '../oasdiff/score-pairs.ts';
import type { RevisionRecord } from './revision.ts';
import { summariseHistory } from './summarise-history.ts';
import type { PlacedFinding } from './summarise-history.ts';

/** The records as Markdown: a row a repository and a row for all. Pure. */
export const formatHistory = (records: readonly RevisionRecord[]): string => {
  const names = [...new Set(records.map(({ repository }) => repository))];
  const all = summariseHistory(records);
  return [
    '| repository | revisions | with an error | errors | proven or certain | of schema errors proven | warnings | witnesses refuted / held / not checked | faults, time-outs | not comparable | slowest |',
    '|---|---:|---:|---:|---|---|---:|---|---|---:|---:|',
    ...names.map((name) =>
      row(
        name,
        records.filter(({ repository }) => repository === name),
      ),
    ),
    row('**all**', records),
    '',
    ...all.refuted.map((text) => `refuted: ${text}`),
    ...records
      .filter(({ state }) => state === 'fault' || state === 'lost')
      .map(
        ({ repository, commit, path, reason }) =>
          `${repository} ${commit.slice(0, 10)} ${path}: ${reason?.split('\n').slice(0, 3).join(' ') ?? ''}`,
      ),
    '',
  ].join('\n');
};

const row = (name: string, records: readonly RevisionRecord[]): string => {
  const sum = summariseHistory(records);
  const cells = [
    name,
    sum.revisions,
    sum.withErrors,
    sum.errors,
    shareText(sum.errorsSure, sum.errors),
    shareText(sum.schemaProven, sum.schemaErrors),
    sum.warnings,
    `${sum.refuted.length} / ${sum.witnessesHeld} / ${sum.witnessesUnchecked}`,
    `${sum.faults}, ${sum.lost}`,
    sum.cannotCheck,
    `${(sum.slowestMs / 1000).toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
};

/** A sample as tab-separated values, one finding a line, with an empty column for the judgement. Pure. */
export const sampleTable = (findings: readonly PlacedFinding[]): string =>
  [
    [
      'judgement',
      'repository',
      'commit',
      'path',
      'level',
      'grade',
      'code',
      'operation',
      'where',
      'subject',
      'message',
    ].join('\t'),
    ...findings.map(({ repository, commit, path, level, grade, code, operation, where, subject, message }) =>
      ['', repository, commit.slice(0, 12), path, level, grade ?? '', code, operation, where, subject, message]
        .map((cell) => cell.replaceAll(/\s+/g, ' ').slice(0, 400))
        .join('\t'),
    ),
    '',
  ].join('\n');
