import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCase, buildSeenCase, buildSeenFinding } from './case.builder.ts';
import { addScores, falseAlarmsOf, recallOf, rightLineOf, scoreClass } from './class-score.ts';
import { expectedLine } from './expected-line.ts';
import { recordRules } from './rule-record.ts';
import { sampleCases } from './sample-cases.ts';
import { isAsLabelled, scoreCase } from './score-case.ts';
import { shortfalls, type Thresholds } from './thresholds.ts';

const label = { code: 'scope/outside', file: 'src/a.ts', at: 'const b' };
const labelled = buildCase({ expect: [label] });

describe('scoreCase', () => {
  it('finds a label by code and file, and judges the line apart', () => {
    const right = scoreCase(labelled, buildSeenCase({ findings: [buildSeenFinding()] }));
    const beside = scoreCase(labelled, buildSeenCase({ findings: [buildSeenFinding({ line: 1 })] }));
    expect(right.labels).toMatchObject([{ isLineRight: true }]);
    expect(beside.labels).toMatchObject([{ isLineRight: false, found: { line: 1 } }]);
    expect(isAsLabelled(right)).toBe(true);
    expect(isAsLabelled(beside)).toBe(false);
  });

  it('misses a label whose finding has another code, file or level', () => {
    const strict = buildCase({ expect: [{ ...label, level: 'error' }] });
    for (const other of [{ code: 'scope/forbidden' }, { file: 'src/b.ts' }, { level: 'warning' as const }]) {
      const { labels, extra } = scoreCase(strict, buildSeenCase({ findings: [buildSeenFinding(other)] }));
      expect(labels).toMatchObject([{ found: null }]);
      expect(extra).toHaveLength(1);
    }
  });

  it('gives each finding to one label, the one on its line first', () => {
    const two = buildCase({ expect: [{ ...label, at: 'const a' }, label] });
    const findings = [buildSeenFinding({ line: 2 }), buildSeenFinding({ line: 1 })];
    expect(scoreCase(two, buildSeenCase({ findings })).labels.map(({ isLineRight }) => isLineRight)).toEqual([
      true,
      true,
    ]);
    expect(
      scoreCase(two, buildSeenCase({ findings: findings.slice(0, 1) })).labels.filter(({ found }) => found),
    ).toHaveLength(1);
  });

  it('asks for no finding of a guardrail that did not run', () => {
    expect(scoreCase(labelled, buildSeenCase({ ran: ['lint'] })).labels).toEqual([]);
  });

  it('loses no finding: each is with a label or extra', () => {
    const finding = fc.record({
      code: fc.constantFrom('scope/outside', 'scope/forbidden'),
      line: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 6 }), (found) => {
        const findings = found.map(buildSeenFinding);
        const { labels, extra } = scoreCase(labelled, buildSeenCase({ findings }));
        expect(labels.filter((each) => each.found !== null).length + extra.length).toBe(findings.length);
      }),
    );
  });
});

describe('expectedLine', () => {
  it('is the line at head, and at base for what head no longer has', () => {
    expect(expectedLine(buildCase(), { code: 'x/y', file: 'src/a.ts', at: 'b = 3' })).toBe(2);
    expect(expectedLine(buildCase(), { code: 'x/y', file: 'src/a.ts', at: 'b = 2' })).toBe(2);
  });

  it('refuses a text that stands nowhere or twice', () => {
    expect(() => expectedLine(buildCase(), { code: 'x/y', file: 'src/a.ts', at: 'const c' })).toThrow(/nowhere/);
    expect(() => expectedLine(buildCase(), { code: 'x/y', file: 'src/a.ts', at: 'const' })).toThrow(/twice/);
  });
});

describe('the scores of a class', () => {
  const hit = scoreCase(labelled, buildSeenCase({ findings: [buildSeenFinding()] }));
  const miss = scoreCase(labelled, buildSeenCase());
  const quiet = scoreCase(buildCase(), buildSeenCase());
  const alarm = scoreCase(buildCase(), buildSeenCase({ findings: [buildSeenFinding()] }));
  const unable = scoreCase(buildCase(), buildSeenCase({ unable: [{ id: 'scope', reason: 'no walls' }] }));

  it('counts a guardrail that could not check a clean case as a false alarm', () => {
    const score = scoreClass('scope', [hit, miss, quiet, alarm, unable]);
    expect(recallOf(score)).toBe(1 / 2);
    expect(falseAlarmsOf(score)).toBe(2 / 3);
    expect(rightLineOf(score)).toBe(1);
  });

  it('adds up to those of all classes', () => {
    const one = scoreClass('scope', [hit, miss]);
    expect(addScores('all', [one, one])).toEqual({ ...scoreClass('all', [hit, miss, hit, miss]) });
  });

  it('makes a row of the confusion matrix for each rule', () => {
    expect(recordRules([hit, miss, quiet, alarm])).toEqual({
      'scope/outside': { right: 1, wrong: 1, missed: 1, cases: 3 },
    });
  });

  it('falls short of thresholds in a sentence each, and names what dropped', () => {
    const thresholds: Thresholds = {
      recall: 0.99,
      falseAlarms: 0.01,
      rightLine: 0.95,
      cases: 3,
      classes: 1,
      cleanShare: 0.5,
      byClass: { scope: { cases: 4, recall: 1, falseAlarms: 0 }, lint: { cases: 1, recall: 1, falseAlarms: 0 } },
    };
    const good = scoreClass('scope', [hit, quiet, hit, quiet]);
    const bad = scoreClass('scope', [hit, miss, alarm]);
    const { lint, ...byClass } = thresholds.byClass;
    expect(lint).toBeDefined();
    expect(shortfalls([good], { ...thresholds, byClass })).toEqual([]);
    const said = shortfalls([bad], thresholds).join('\n');
    expect(said).toContain('recall of all: 0.5');
    expect(said).toContain('false alarms of all: 1');
    expect(said).toContain('class lint is gone');
    expect(said).toContain('cases of scope: 3');
  });
});

describe('sampleCases', () => {
  const cases = ['f1', 'f2', 'f3', 'c1', 'c2', 'c3'].map((name) =>
    buildCase({ name, expect: name.startsWith('f') ? [label] : [] }),
  );

  it('takes half of the faults and half of the clean ones where a tool must start, and all of the others', () => {
    const classes = [
      { name: 'types', guardrails: ['types'], cases },
      { name: 'scope', guardrails: ['scope'], cases },
    ];
    const [slow, quick] = sampleCases(classes);
    expect(slow?.cases.map(({ name }) => name)).toEqual(['f1', 'f3', 'c1', 'c3']);
    expect(quick?.cases).toEqual(cases);
  });
});
