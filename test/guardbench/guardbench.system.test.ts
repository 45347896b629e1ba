import { describe, expect, it } from 'vitest';
import { scoreClass } from './class-score.ts';
import { loadClasses } from './load-classes.ts';
import { runCases } from './run-cases.ts';
import { isAsLabelled } from './score-case.ts';
import { readThresholds, shortfalls } from './thresholds.ts';

describe('GuardBench', () => {
  it('reaches its thresholds with the guardrails that each class is about', { timeout: 600_000 }, async () => {
    const classes = await loadClasses();
    const cases = await runCases(classes, { isShort: true, jobs: 2 });
    const scores = classes.map(({ name }) =>
      scoreClass(
        name,
        cases.filter(({ className }) => className === name).map(({ score }) => score),
      ),
    );
    const wrong = cases.filter(({ score }) => !isAsLabelled(score)).map(({ score }) => score);
    expect({ shortfalls: shortfalls(scores, await readThresholds()), wrong }).toEqual({ shortfalls: [], wrong: [] });
  });
});
