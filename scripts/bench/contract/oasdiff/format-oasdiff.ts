import type { OasdiffComparison } from './compare-with-oasdiff.ts';
import { shareText } from './score-pairs.ts';
import { judgedOtherwise } from './judged-otherwise.ts';
import type { Miss, PairScore } from './score-pairs.ts';

/** The comparison as Markdown. Pure. */
export const formatOasdiff = ({ commit, read, ours, peers, leftOut, withJudgedOtherwise }: OasdiffComparison): string =>
  [
    `oasdiff at ${commit.slice(0, 12)}: ${read.tests} tests, ${read.comparing} of them compare two documents; ${read.pairs} pairs could be read ` +
      `from ${read.comparing - read.skipped.length} of those (${read.skipped.length} tests use options or Go code that the extractor does not follow).`,
    '',
    '| tool | breaking pairs found | … as level error | … every demanded check with the matching code | safe pairs flagged | could not compare | seconds |',
    '|---|---|---|---|---|---:|---:|',
    `| **interlock contract** | ${shareText(ours.found, ours.breaking)} | ${shareText(ours.foundAsError, ours.breaking)} | ${shareText(ours.matched, ours.breaking)} | ${shareText(ours.flagged, ours.safe)} | ${ours.failed} | ${seconds(ours.milliseconds)} |`,
    ...peers.map(
      ({ name, version, found, breaking, flagged, safe, failed, milliseconds }) =>
        `| \`${name}\` ${version} | ${shareText(found, breaking)} | | no such codes | ${shareText(flagged, safe)} | ${failed} | ${seconds(milliseconds)} |`,
    ),
    '',
    ...leftOutLines(leftOut, withJudgedOtherwise),
    'Flagged and found are findings of level error or warning. A safe pair of a test that ran a single check counts for ours where a finding has a code of',
    'that check; peers have no such codes, so for them only the pairs count where the test ran all checks.',
    '',
  ].join('\n');

const leftOutLines = (names: readonly string[], all: PairScore): readonly string[] =>
  names.length === 0
    ? []
    : [
        `Left out of ours, because a validator contradicts the test (with them: ${shareText(all.matched, all.breaking)} with the matching code, ${shareText(all.flagged, all.safe)} flagged):`,
        '',
        ...names.map((name) => `- \`${name}\`, ${judgedOtherwise.get(name) ?? ''}`),
        '',
      ];

/** The pairs that ours judged otherwise, one a line. Pure. */
export const formatMisses = (heading: string, misses: readonly Miss[]): string =>
  [
    `${heading}: ${misses.length}`,
    ...misses.map(
      ({ name, expected, got }) =>
        `  ${name}: demanded ${expected.join(', ') || 'nothing'}; got ${got.join(', ') || 'nothing'}`,
    ),
    '',
  ].join('\n');

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
