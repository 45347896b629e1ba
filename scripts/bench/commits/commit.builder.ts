import type { CommitResult, PickedCommit } from './commit-record.ts';

/** A picked commit for tests; its hash is made of `index`. Pure. */
export const buildCommit = (index: number, overrides: Partial<PickedCommit> = {}): PickedCommit => ({
  repository: 'owner/name',
  sha: index.toString(16).padStart(40, '0'),
  parent: 'f'.repeat(40),
  time: 1_700_000_000 + index,
  author: 'person',
  ...overrides,
});

/** What a check said of a commit, for tests: `pass` unless told otherwise. Pure. */
export const buildResult = (index: number, overrides: Partial<CommitResult> = {}): CommitResult => ({
  ...buildCommit(index),
  verdict: 'pass',
  ran: ['scope'],
  blocking: [],
  warnings: [],
  counts: {},
  durationMs: 20,
  cpuMs: 10,
  ...overrides,
});
