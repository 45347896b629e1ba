import type { Report } from '@interlock-dev/guardrails';
import { describe, expect, it } from 'vitest';
import { checkInSteps } from './check-in-steps.ts';
import { describeReport } from './describe-report.ts';
import { describeScope } from './describe-scope.ts';
import { normaliseTask } from '../plan/normalise-task.ts';

const ids = ['scope', 'types', 'lint', 'tests'];

type Failing = { readonly [id: string]: number };

const reportOf = (only: readonly string[], failing: Failing): Report => ({
  schema: 'interlock.report/1',
  base: 'b',
  head: 'h',
  mergeBase: 'b',
  verdict: only.some((id) => failing[id]) ? 'fail' : 'pass',
  guardrails: only.map((id) => ({
    id,
    verdict: failing[id] ? 'fail' : 'pass',
    durationMs: 1,
    cached: false,
    findings: Array.from({ length: failing[id] ?? 0 }, (_, index) => ({
      code: `${id}/wrong`,
      level: 'error' as const,
      message: `Number ${index} is wrong. Put it right.`,
      file: 'src/a.ts',
      line: index + 1,
      data: {},
      fingerprint: `${id}${index}`,
    })),
  })),
  notChecked: [{ what: 'the others', why: 'Not asked for: this check ran only some.' }],
});

const stepsOf = async (extent: 'fast' | 'full', failing: Failing) => {
  const asked: (readonly string[])[] = [];
  const answer = await checkInSteps(extent, {
    ids,
    run: (only) => {
      asked.push(only);
      return Promise.resolve(reportOf(only, failing));
    },
  });
  return { asked, text: describeReport(answer), answer };
};

describe('checkInSteps', () => {
  it('asks the quick guardrails first, and the slow ones when those are content', async () => {
    const { asked, text, answer } = await stepsOf('full', {});
    expect(asked).toEqual([
      ['scope', 'lint'],
      ['types', 'tests'],
    ]);
    expect(text).toBe('pass: nothing stands against the change as it is now (scope, lint, types, tests).');
    expect(answer.report.notChecked).toEqual([]);
  });

  it('stops at what is quick to find, and says what did not run', async () => {
    const { asked, text } = await stepsOf('full', { lint: 1 });
    expect(asked).toEqual([['scope', 'lint']]);
    expect(text).toContain('fail: 1 finding to repair.');
    expect(text).toContain('src/a.ts:1 [lint/wrong] Number 0 is wrong. Put it right.');
    expect(text).toContain('Not run yet, because this comes first: types, tests.');
  });

  it('fails when a slow one fails, and runs none of those when only the fast are asked', async () => {
    expect((await stepsOf('full', { tests: 1 })).text).toContain('[tests/wrong]');
    const fast = await stepsOf('fast', { tests: 1 });
    expect([fast.asked, fast.answer.report.verdict]).toEqual([[['scope', 'lint']], 'pass']);
  });

  it('shows a dozen findings and counts the rest', async () => {
    const { text } = await stepsOf('fast', { lint: 30 });
    expect(text.match(/lint\/wrong/g)).toHaveLength(12);
    expect(text).toContain('and 18 more');
  });
});

describe('describeScope', () => {
  it('tells what a task may write, and what only a person changes where there is none', () => {
    const task = normaliseTask(
      {
        id: 'vat',
        prompt: 'Round VAT',
        scope: { write: ['src/**'], forbid: ['src/gen/**'] },
        acceptance: ['npm test'],
      },
      [],
    );
    expect(describeScope(task, [])).toContain('May write: src/**.\nMust not write: src/gen/**.');
    expect(describeScope(task, [])).toContain('Must succeed at the end: npm test.');
    expect(describeScope(null, ['.github/**'])).toContain('.github/**');
  });
});
