import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { buildFinding, buildGuardrailReport, buildReport } from '../../../guardrails/src/report/report.builder.ts';
import { withFolder } from '../../../guardrails/src/tree/repository.builder.ts';
import { buildCommit, buildResult } from './commit.builder.ts';
import { publishCommits } from './publish-commits.ts';
import { openResults } from './results-file.ts';
import { summariseCommits } from './summarise-commits.ts';
import { toCommitResult, toLostResult } from './to-commit-result.ts';

const cost = { durationMs: 5, cpuMs: 4 };

describe('toCommitResult', () => {
  it('counts a guardrail that could not check as a block', () => {
    const report = buildReport({
      guardrails: [buildGuardrailReport({ id: 'lint', verdict: 'cannot-check', reason: 'no walls' })],
    });
    const { verdict, blocking } = toCommitResult(buildCommit(1), report, cost);
    expect(verdict).toBe('cannot-check');
    expect(blocking).toEqual([
      { code: 'lint/cannot-check', level: 'error', file: null, line: null, message: 'no walls' },
    ]);
  });

  it('keeps errors as what blocks and warnings beside them', () => {
    const findings = [buildFinding(), buildFinding({ level: 'warning' }), buildFinding({ level: 'note' })];
    const report = buildReport({ guardrails: [buildGuardrailReport({ verdict: 'fail', findings })] });
    const { blocking, warnings, counts } = toCommitResult(buildCommit(1), report, cost);
    expect(blocking).toHaveLength(1);
    expect(warnings).toHaveLength(1);
    expect(counts).toEqual({ 'scope/outside:error': 1, 'scope/outside:warning': 1, 'scope/outside:note': 1 });
  });

  it('lets no exempt error block', () => {
    const exempt = { until: '2026-12-31', reason: 'agreed' };
    const report = buildReport({ guardrails: [buildGuardrailReport({ findings: [buildFinding({ exempt })] })] });
    expect(toCommitResult(buildCommit(1), report, cost).blocking).toEqual([]);
  });
});

describe('summariseCommits', () => {
  it('says how many are blocked, by whom and by what, and lists each', () => {
    const blocking = [{ code: 'scope/outside', level: 'error', file: 'src/a.ts', line: 3, message: 'outside' }];
    const results = [
      buildResult(1),
      buildResult(2, { verdict: 'fail', blocking, author: 'agent' }),
      toLostResult(buildCommit(3), 'It took longer than 60 s.'),
    ];
    const text = summariseCommits(results);
    expect(text).toMatch(/all commits +2 of +3 +66\.67 %/);
    expect(text).toMatch(/agent +1 of +1/);
    expect(text).toMatch(/scope\/outside +1 of +3/);
    expect(text).toMatch(/check\/cannot-check +1 of +3/);
    expect(text).toContain('scope/outside src/a.ts:3  outside');
  });

  it('lets no escape sequence of a file name reach the terminal', () => {
    const blocking = [
      { code: 'scope/outside', level: 'error', file: 'a\u001B[2J.ts', line: 1, message: '\u001B]0;x\u0007' },
    ];
    expect(summariseCommits([buildResult(1, { verdict: 'fail', blocking })])).not.toContain('\u001B');
  });
});

describe('publishCommits', () => {
  it('writes one sorted row a commit, without the text of others', () => {
    const blocking = [{ code: 'scope/outside', level: 'error', file: 'src/a.ts', line: 3, message: 'secret text' }];
    const tsv = publishCommits([buildResult(2, { verdict: 'fail', blocking }), buildResult(1)]);
    expect(tsv.split('\n')).toEqual([
      'repository\tcommit\tauthor\tverdict\tcodes',
      `owner/name\t${buildCommit(1).sha}\tperson\tpass\t`,
      `owner/name\t${buildCommit(2).sha}\tperson\tfail\tscope/outside`,
      '',
    ]);
  });
});

describe('openResults', () => {
  it('goes on after a run that was cut off in the middle of a line', async () => {
    await withFolder(async (dir) => {
      const path = join(dir, 'results.jsonl');
      (await openResults(path, false)).append(buildResult(1));
      await writeFile(path, `${await readFile(path, 'utf8')}{"sha":"00`);
      const again = await openResults(path, true);
      again.append(buildResult(2));
      expect(again.known.map(({ sha }) => sha)).toEqual([buildCommit(1).sha]);
      expect((await openResults(path, true)).known).toEqual([buildResult(1), buildResult(2)]);
      expect((await openResults(path, false)).known).toEqual([]);
    });
  });
});
