import { describe, expect, it } from 'vitest';
import { addScores, falseAlarmsOf, recallOf, rightLineOf, scoreClass } from './class-score.ts';
import { loadClasses } from './load-classes.ts';
import { runCases } from './run-cases.ts';
import { sampleCases } from './sample-cases.ts';
import { isAsLabelled } from './score-case.ts';
import { readThresholds } from './thresholds.ts';

describe('GuardBench', () => {
  // All cases of the guardrails that only read, half of those that start tools: `npm run bench:guard` runs the rest.
  it('says what the labels say, with the guardrails that each class is about', { timeout: 900_000 }, async () => {
    const classes = sampleCases(await loadClasses());
    const cases = await runCases(classes, { isShort: true, jobs: 2 });
    const all = addScores(
      'all',
      classes.map(({ name }) =>
        scoreClass(
          name,
          cases.filter(({ className }) => className === name).map(({ score }) => score),
        ),
      ),
    );
    const { recall, falseAlarms, rightLine } = await readThresholds();
    expect(cases.filter(({ score }) => !isAsLabelled(score)).map(({ score }) => score)).toEqual([]);
    expect(recallOf(all)).toBeGreaterThanOrEqual(recall);
    expect(falseAlarmsOf(all)).toBeLessThanOrEqual(falseAlarms);
    expect(rightLineOf(all)).toBeGreaterThanOrEqual(rightLine);
  });
});
