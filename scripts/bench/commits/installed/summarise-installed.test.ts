import { expect, it } from 'vitest';
import type { InstalledResult } from './installed-record.ts';
import { summariseInstalled } from './summarise-installed.ts';

const result = (more: Partial<InstalledResult>): InstalledResult => ({
  repository: 'a/a',
  sha: 'abcdef0123456789',
  parent: '0'.repeat(40),
  time: 0,
  author: 'person',
  verdict: 'pass',
  ran: ['tests'],
  blocking: [],
  warnings: [],
  counts: {},
  durationMs: 1000,
  cpuMs: 500,
  guardrail: 'tests',
  notInstalled: null,
  looked: 3,
  notChecked: [],
  ...more,
});

it('counts verdicts, and a pass that looked at nothing apart', () => {
  const summary = summariseInstalled([
    result({}),
    result({ looked: 0, durationMs: 3000, cpuMs: 1500, notChecked: ['tests: no test imports it'] }),
    result({ verdict: 'cannot-check', looked: 0, durationMs: 2000, cpuMs: 700 }),
  ]);
  expect(summary).toContain('| a/a | tests | 3 | 2 | 0 | 1 | 1 | 2.0 | 3.0 | 0.7 |');
  expect(summary).toContain('- 1 × tests: tests: no test imports it');
});

it('does not count a commit that could not be installed as one that was checked', () => {
  const lost = { verdict: 'cannot-check' as const, notInstalled: 'npm ci: no such package' };
  const summary = summariseInstalled([result({}), result({ ...lost, sha: 'fedcba9876543210' })]);
  expect(summary).toContain('| all | tests | 1 | 1 | 0 | 0 |');
  expect(summary).toContain('Not installed: 1');
  expect(summary).toContain('a/a: npm ci: no such package');
});

it('lists every block with its place, and lets no control character of a message through', () => {
  const found = { code: 'tests/failing', level: 'error', file: 'a.test.ts', line: 7, message: 'no\u001B[31m red' };
  const summary = summariseInstalled([result({ verdict: 'fail', blocking: [found] })]);
  expect(summary).toContain('- a/a abcdef012345 (person) tests');
  expect(summary).toContain('tests/failing a.test.ts:7');
  expect(summary).not.toContain('\u001B');
});
