import type { Finding } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { assessAssertions } from './assess-assertions.ts';
import { assessLimits } from './assess-limits.ts';
import { assessLostTests } from './assess-lost-tests.ts';
import { assessRunState } from './assess-run-state.ts';
import { finding, forAgents, forEdits, termsOf, type Terms } from './judging.ts';
import { matchTests } from './match-tests.ts';
import type { ChangedTests, SnapshotChange, SpecialCase, TestIntegrityEvidence } from './test-integrity-evidence.ts';

/** Judges what a change did to tests. Pure, deterministic. */
export const assessTestIntegrity = (evidence: TestIntegrityEvidence, brief: BriefTerms | null): readonly Finding[] => {
  const terms = termsOf(evidence, brief);
  // A file that does not parse is no file without tests.
  const files = evidence.files.filter(({ base, head }) => (base?.problem ?? head?.problem ?? null) === null);
  const matches = matchTests(files);
  return [
    ...assessRunState(matches, terms),
    ...assessLostTests(matches, terms),
    ...assessAssertions(matches, terms, evidence.addedLiterals),
    ...assessLimits(evidence, matches, terms),
    ...files.flatMap((file) => mockFindings(file, terms)),
    ...evidence.snapshots.map((snapshot) => snapshotFinding(snapshot, terms)),
    ...evidence.specialCases.flatMap((one) => specialCaseFinding(one, terms)),
  ];
};

const stem = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/([._-](test|spec|e2e))*(\.[cm]?[jt]sx?)?$/, '');

const mockFindings = ({ path, base, head }: ChangedTests, terms: Terms): readonly Finding[] => {
  const before = new Set(base?.mocks.map(({ specifier }) => specifier));
  return (head?.mocks ?? [])
    .filter(
      ({ specifier, isPartial }) =>
        /^[.@~#]/.test(specifier) && !isPartial && !before.has(specifier) && stem(specifier) === stem(path),
    )
    .map(({ specifier, line }) =>
      finding({
        code: 'unit-mocked',
        level: base === null ? 'warning' : forAgents(terms),
        file: path,
        line,
        data: { module: specifier },
        identity: [specifier],
      }),
    );
};

const snapshotFinding = ({ path, rewritten, removed, line }: SnapshotChange, terms: Terms): Finding =>
  finding({
    code: 'snapshot-rewritten',
    level: rewritten > 0 ? forEdits(terms) : 'note',
    file: path,
    line,
    data: { rewritten, removed, isProductChanged: terms.isProductChanged },
    identity: ['snapshot'],
  });

/** Asking for a literal of a test is common where a feature is new; answering what that test expects is not. */
const specialCaseFinding = (one: SpecialCase, terms: Terms): readonly Finding[] => {
  const isSuspect = one.answersLiteral && (one.answersExpectation || one.isOwnTest || looksLikeData(one.literal));
  if (!isSuspect || (terms.tests === null && !one.isOldTest && !looksLikeData(one.literal))) return [];
  const level = terms.tests !== null && one.isOldTest && one.answersExpectation ? 'error' : 'warning';
  return [
    finding({
      code: 'input-special-cased',
      level,
      file: one.file,
      line: one.line,
      data: {
        literal: one.literal,
        test: one.test,
        answersExpectation: one.answersExpectation,
        isOldTest: one.isOldTest,
      },
      identity: [one.literal],
    }),
  ];
};

/** `'user_42'`, `'Ada Lovelace'`, `'a@b.example'`: no word of a protocol or a type. */
const looksLikeData = (literal: string): boolean =>
  literal.startsWith("'") &&
  (/\d.*\d|[ @]|\d'$/.test(literal) || /\b(test|foo|bar|baz|example|dummy|sample)\b/i.test(literal));
