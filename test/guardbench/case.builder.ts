import type { GuardbenchCase } from './guardbench-case.ts';
import type { SeenCase, SeenFinding } from './score-case.ts';

/** A case for tests of the benchmark itself: clean unless told otherwise. Pure. */
export const buildCase = (overrides: Partial<GuardbenchCase> = {}): GuardbenchCase => ({
  name: 'a case',
  base: { 'src/a.ts': 'const a = 1;\nconst b = 2;\n' },
  change: { 'src/a.ts': 'const a = 1;\nconst b = 3;\n' },
  expect: [],
  ...overrides,
});

/** A finding of a check, for tests. Pure. */
export const buildSeenFinding = (overrides: Partial<SeenFinding> = {}): SeenFinding => ({
  code: 'scope/outside',
  level: 'error',
  file: 'src/a.ts',
  line: 2,
  message: 'outside',
  ...overrides,
});

/** What a check said, for tests: `scope` ran and found nothing unless told otherwise. Pure. */
export const buildSeenCase = (overrides: Partial<SeenCase> = {}): SeenCase => ({
  ran: ['scope'],
  findings: [],
  unable: [],
  ...overrides,
});
