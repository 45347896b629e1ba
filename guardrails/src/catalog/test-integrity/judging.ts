import { createFinding, type Finding, type FindingData, type Json, type Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { ChangedTests, TestIntegrityEvidence } from './test-integrity-evidence.ts';
import type { TestCase } from './test-model.ts';
import { wordsIn } from './word-set.ts';

/** What a finding is graded by. */
export type Terms = {
  /** Null without a brief: a person may mean what an agent may not. */
  readonly tests: BriefTerms['tests'] | null;
  readonly isProductChanged: boolean;
  readonly vanished: ReadonlySet<string>;
};

/** The terms that a brief (or none) and the evidence give. Pure. */
export const termsOf = (evidence: TestIntegrityEvidence, brief: BriefTerms | null): Terms => ({
  tests: brief?.tests ?? null,
  isProductChanged: evidence.isProductChanged,
  vanished: new Set(evidence.vanished.filter((word) => word.length >= 4 && !common.has(word))),
});

const common = new Set(
  'result results value values data error errors options config index name type async await const return function import export from response request expected actual input output item items test tests true false null undefined string number object'.split(
    ' ',
  ),
);

/** An error for an agent, a warning for a person. */
export const forAgents = ({ tests }: Terms): Level => (tests === null ? 'warning' : 'error');

/** An expectation that says something else: what the brief allows. */
export const forEdits = ({ tests }: Terms): Level => (tests === null || tests === 'change' ? 'note' : 'error');

/** The titles of a test as one line. */
export const titleOf = ({ path }: TestCase): string => path.filter((part) => part !== '').join(' › ');

/** Whether words are about something that the change took out of the product. */
export const isAboutGone = (words: readonly string[], file: ChangedTests, { vanished }: Terms): boolean => {
  if (file.isCoveredGone) return true;
  if (vanished.size === 0) return false;
  const still = new Set(file.stillSaid);
  return words.some((word) => [...wordsIn(word)].some((part) => vanished.has(part) && !still.has(part)));
};

type Draft = {
  readonly code: string;
  readonly level: Level;
  readonly file: string;
  readonly line: number;
  readonly data: FindingData;
  readonly identity: Json;
};

/** Makes a finding of this guardrail. */
export const finding = ({ code, ...draft }: Draft): Finding =>
  createFinding({ code: `test-integrity/${code}`, ...draft });
