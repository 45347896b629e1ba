import type { Finding } from '../../guardrail.ts';
import { finding, forAgents, titleOf, type Terms } from './judging.ts';
import type { TestMatches } from './match-tests.ts';
import type { ChangedTests, TestIntegrityEvidence } from './test-integrity-evidence.ts';

/** The time that runners give a test where nobody says: Vitest and Jest 5 s. */
const defaultTimeoutMs = 5000;

type Raise = {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly before: number;
  readonly after: number;
};

/** Time limits and retries that a change raises, for one test or a whole file. */
export const assessLimits = (
  { files }: TestIntegrityEvidence,
  { pairs }: TestMatches,
  terms: Terms,
): readonly Finding[] => {
  const tests = pairs.filter(({ head }) => head.test.kind === 'test');
  const timeouts = [
    ...tests.map(({ base, head }) =>
      raise(head.file, {
        test: head.test,
        before: base.test.timeoutMs,
        after: head.test.timeoutMs,
        unset: defaultTimeoutMs,
      }),
    ),
    ...files.map((file) => fileRaise(file, 'fileTimeoutMs', defaultTimeoutMs)),
  ];
  const retries = [
    ...tests.map(({ base, head }) =>
      raise(head.file, { test: head.test, before: base.test.retries, after: head.test.retries, unset: 0 }),
    ),
    ...files.map((file) => fileRaise(file, 'fileRetries', 0)),
  ];
  return [
    ...oneAPlace(timeouts).map((one) => limitFinding('timeout-raised', 'warning', one)),
    ...oneAPlace(retries).map((one) => limitFinding('retries-raised', forAgents(terms), one)),
  ];
};

type Limit = {
  readonly test: Parameters<typeof titleOf>[0];
  readonly before: number | null;
  readonly after: number | null;
  readonly unset: number;
};

const raise = (file: ChangedTests, { test, before, after, unset }: Limit): Raise | null => {
  if (after === null || after <= (before ?? unset) || before === 0) return null;
  return { file: file.path, line: test.line, name: titleOf(test), before: before ?? unset, after };
};

const fileRaise = (
  { path, base, head }: ChangedTests,
  key: 'fileTimeoutMs' | 'fileRetries',
  unset: number,
): Raise | null => {
  if (base === null || head === null || head.problem !== null) return null;
  const [before, after] = [base[key], head[key]];
  if (after === null || after <= (before ?? unset)) return null;
  return { file: path, line: 1, name: 'the whole file', before: before ?? unset, after };
};

/** A limit of a suite is one of each of its tests: said once. */
const oneAPlace = (raises: readonly (Raise | null)[]): readonly Raise[] => [
  ...new Map(
    raises
      .filter((one) => one !== null)
      .toReversed()
      .map((one) => [JSON.stringify([one.file, one.before, one.after]), one]),
  ).values(),
];

const limitFinding = (code: string, level: Finding['level'], { file, line, name, before, after }: Raise): Finding =>
  finding({ code, level, file, line, data: { test: name, before, after }, identity: [name, after] });
