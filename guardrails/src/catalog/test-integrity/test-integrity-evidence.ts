import type { NotChecked } from '../../guardrail.ts';
import type { TestModel } from './test-model.ts';

/** One changed file of tests before and after; what is the same on both sides is left out of the models. */
export type ChangedTests = {
  /** Path at head; at base for a deleted file. */
  readonly path: string;
  readonly basePath: string | null;
  /** Null where the file was not there, or was no file of tests. */
  readonly base: TestModel | null;
  readonly head: TestModel | null;
  /** Product files of head that base's version of this file imports. */
  readonly covers: readonly string[];
  /** Whether the change edits one of the product files that it imports. */
  readonly reachesChange: boolean;
  /** Whether it imported product files by a path that can be followed, and all of them are gone. */
  readonly isCoveredGone: boolean;
  /** Of the words that vanished from product code, those that this file's tests still say at head. */
  readonly stillSaid: readonly string[];
};

/** Recorded snapshots of one file. */
export type SnapshotChange = {
  readonly path: string;
  readonly rewritten: number;
  readonly removed: number;
  readonly line: number;
};

/** A branch of product code that a change adds and that asks for a literal which stands in a test. */
export type SpecialCase = {
  readonly file: string;
  readonly line: number;
  readonly literal: string;
  readonly test: string;
  /** Whether the test had the literal before the change. */
  readonly isOldTest: boolean;
  /** Whether the test of base that is named after the file has it. */
  readonly isOwnTest: boolean;
  /** Whether the branch answers with a literal at once. */
  readonly answersLiteral: boolean;
  /** Whether the test also holds the literal that it answers with. */
  readonly answersExpectation: boolean;
};

/** What `test-integrity` looks at. */
export type TestIntegrityEvidence = {
  readonly files: readonly ChangedTests[];
  readonly snapshots: readonly SnapshotChange[];
  readonly specialCases: readonly SpecialCase[];
  /** Whether code changed that is no test. */
  readonly isProductChanged: boolean;
  /** Words that product code said in lines that the change removes, and that no changed file says any more. */
  readonly vanished: readonly string[];
  /** Literals in lines that the change adds to product code. */
  readonly addedLiterals: readonly string[];
  readonly notRead: readonly NotChecked[];
};
