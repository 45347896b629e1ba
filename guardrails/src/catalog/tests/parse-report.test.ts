import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import report from './node-test-reporter.ts';
import { firstLines, parseJestReport, parseNodeReport } from './parse-report.ts';

const root = '/tmp/tree';

const aJestReport = (test: Readonly<Record<string, unknown>>, file: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    testResults: [
      { name: `${root}/a.test.ts`, assertionResults: [{ fullName: 'adds', status: 'passed', ...test }], ...file },
    ],
  });

describe('the report of Vitest and Jest', () => {
  it('gives file, name, status, line of the assertion and the reason without stack, colours and temporary paths', () => {
    const message = `\u001b[31mError\u001b[39m: no\n    at f (${root}/src/sum.ts:9:1)\n    at ${root}/a.test.ts:6:15`;
    const text = aJestReport({ status: 'failed', failureMessages: [message], location: { line: 5 } });
    expect(parseJestReport(text, root)).toEqual([
      { file: 'a.test.ts', name: 'adds', status: 'failed', message: 'Error: no', line: 6 },
    ]);
  });

  it('takes pending, todo and disabled for skipped', () => {
    for (const status of ['pending', 'todo', 'disabled', 'skipped']) {
      expect(parseJestReport(aJestReport({ status }), root)).toMatchObject([{ status: 'skipped' }]);
    }
  });

  it('shows a file that does not load as one failure without a name', () => {
    const text = aJestReport({}, { assertionResults: [], status: 'failed', message: `no ${root}/gone.ts` });
    expect(parseJestReport(text, root)).toEqual([
      { file: 'a.test.ts', name: '', status: 'failed', message: 'no gone.ts' },
    ]);
  });

  it('is a problem, never an empty list, when it is anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseJestReport(text, root)).toHaveProperty('reason');
      }),
    );
  });
});

describe('the report of node:test', () => {
  const collect = async (events: readonly unknown[]) => {
    const stream = (async function* () {
      for (const event of events) yield await Promise.resolve(event);
    })() as Parameters<typeof report>[0];
    let text = '';
    for await (const line of report(stream)) text += line;
    return parseNodeReport(text, root);
  };
  const file = `${root}/a.test.ts`;
  const failure = { error: { failureType: 'testCodeFailure', cause: new Error('no') } };

  it('gives full names, and a group that fails because of its tests is not told again', async () => {
    const tests = await collect([
      { type: 'test:start', data: { file, name: 'sum', nesting: 0 } },
      { type: 'test:start', data: { file, name: 'adds', nesting: 1 } },
      { type: 'test:fail', data: { file, name: 'adds', nesting: 1, line: 4, details: failure } },
      { type: 'test:start', data: { file, name: 'waits', nesting: 1 } },
      { type: 'test:pass', data: { file, name: 'waits', nesting: 1, line: 8, skip: true, details: {} } },
      {
        type: 'test:fail',
        data: { file, name: 'sum', nesting: 0, details: { error: { failureType: 'subtestsFailed' } } },
      },
    ]);
    expect(tests).toEqual([
      { file: 'a.test.ts', name: 'sum adds', status: 'failed', message: 'Error: no', line: 4 },
      { file: 'a.test.ts', name: 'sum waits', status: 'skipped', line: 8 },
    ]);
  });

  it('shows a file that does not load as one failure without a name', async () => {
    const broken = {
      file,
      name: 'a.test.ts',
      nesting: 0,
      line: 1,
      details: { error: { failureType: 'testCodeFailure', cause: 'test failed' } },
    };
    const tests = await collect([{ type: 'test:fail', data: broken }]);
    expect(tests).toEqual([{ file: 'a.test.ts', name: '', status: 'failed', message: 'test failed', line: 1 }]);
  });

  it('is a problem when a line is no result', () => {
    expect(parseNodeReport('{"file":1}\n', root)).toHaveProperty('reason');
  });
});

describe('the first lines of a failure', () => {
  it('are at most eight lines and 800 characters, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (message) => {
        const lines = firstLines(message);
        expect(lines.length).toBeLessThanOrEqual(800);
        expect(lines.split('\n').length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
