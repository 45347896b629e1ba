import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../policy/policy.ts';
import { parseAnswer } from './run-lint.ts';
import type { FileLines } from '../../change/new-items.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { LintedFile, LintEvidence, LintMessage } from './lint-evidence.ts';
import { lint } from './lint.ts';

const message = (text: string, line: number, more: Partial<LintMessage> = {}): LintMessage => ({
  rule: 'no-debugger',
  severity: 2,
  fatal: false,
  message: 'Unexpected debugger.',
  line,
  text,
  ...more,
});
const linted = (path: string, messages: readonly LintMessage[], more: Partial<LintedFile> = {}): LintedFile => ({
  path,
  messages,
  suppressions: [],
  ...more,
});
const same = (path: string, hunks: FileLines['hunks'] = []): FileLines => ({ head: path, base: path, hunks });
const evidence = (more: Partial<LintEvidence>): LintEvidence => ({
  linter: 'own',
  files: [same('a.ts')],
  head: [],
  base: [],
  ...more,
});
const policy = (hasBrief = false): Policy =>
  ({
    configuration: defaultConfiguration,
    exemptions: [],
    brief: hasBrief ? { task: 'a' } : null,
  }) as unknown as Policy;
const found = (more: Partial<LintEvidence>) =>
  lint.assess(evidence(more), policy()).map(({ code, level, file, line }) => ({ code, level, file, line }));

describe('what lint calls new', () => {
  it('reports a problem of an added file with its rule, line and level', () => {
    const files = [{ head: 'new.ts', base: null, hunks: [[0, 0, 1, 3]] }] as const;
    const [finding] = lint.assess(evidence({ files, head: [linted('new.ts', [message('debugger;', 2)])] }), policy());
    expect(finding).toMatchObject({
      code: 'lint/new-problem',
      level: 'error',
      file: 'new.ts',
      line: 2,
      data: { rule: 'no-debugger', message: 'Unexpected debugger.', text: 'debugger;' },
    });
  });

  it('makes a warning of a warning', () => {
    expect(found({ head: [linted('a.ts', [message('x', 1, { severity: 1 })])] })).toEqual([
      { code: 'lint/new-problem', level: 'warning', file: 'a.ts', line: 1 },
    ]);
  });

  it('is quiet about old problems whose lines moved', () => {
    const hunks = [[0, 0, 1, 10]] as const;
    const base = [linted('a.ts', [message('debugger;', 3)])];
    expect(found({ files: [same('a.ts', hunks)], base, head: [linted('a.ts', [message('debugger;', 13)])] })).toEqual(
      [],
    );
  });

  it('is quiet about old problems of a renamed file', () => {
    const files = [{ head: 'b.ts', base: 'a.ts', hunks: [] }];
    const messages = [message('debugger;', 3)];
    expect(found({ files, base: [linted('a.ts', messages)], head: [linted('b.ts', messages)] })).toEqual([]);
  });

  it('is quiet about an old problem whose own line was edited', () => {
    const files = [same('a.ts', [[3, 1, 3, 1]])];
    const base = [linted('a.ts', [message('if (a) debugger;', 3)])];
    expect(found({ files, base, head: [linted('a.ts', [message('if (b) debugger;', 3)])] })).toEqual([]);
  });

  it('reports a problem in a hunk that had none, although another problem of the rule was repaired elsewhere', () => {
    const files = [same('a.ts', [[3, 1, 3, 1], [9, 1, 9, 1]])]; // prettier-ignore
    const base = [linted('a.ts', [message('if (a) debugger;', 3)])];
    expect(found({ files, base, head: [linted('a.ts', [message('if (b) debugger;', 9)])] })).toMatchObject([
      { line: 9 },
    ]);
  });

  it('is quiet about code that was moved to another file of the change', () => {
    const files = [
      { head: null, base: 'old.ts', hunks: [[1, 5, 0, 0]] },
      { head: 'new.ts', base: null, hunks: [[0, 0, 1, 5]] },
    ] as const;
    const messages = [message('if (cards.length === 0) debugger;', 2)];
    expect(found({ files, base: [linted('old.ts', messages)], head: [linted('new.ts', messages)] })).toEqual([]);
  });

  it('reports code that was copied to another file', () => {
    const files = [same('old.ts'), { head: 'new.ts', base: null, hunks: [[0, 0, 1, 5]] }] as const;
    const messages = [message('if (cards.length === 0) debugger;', 2)];
    const head = [linted('old.ts', messages), linted('new.ts', messages)];
    expect(found({ files, base: [linted('old.ts', messages)], head })).toMatchObject([{ file: 'new.ts' }]);
  });

  it('reports the added one of two equal problems, also above the old one', () => {
    const files = [same('a.ts', [[0, 0, 1, 1]])];
    const base = [linted('a.ts', [message('debugger;', 4)])];
    const head = [linted('a.ts', [message('debugger;', 1), message('debugger;', 5)])];
    expect(found({ files, base, head })).toMatchObject([{ line: 1 }]);
  });

  it('reports a problem that appears on a line which the change did not touch', () => {
    const head = [linted('a.ts', [message('const a = 1;', 4, { rule: 'no-unused-vars' })])];
    expect(found({ head, files: [same('a.ts', [[9, 2, 8, 0]])] })).toMatchObject([{ line: 4 }]);
  });

  it('gives equal problems of one file different fingerprints, and keeps them when lines move', () => {
    const head = (first: number) => [linted('a.ts', [message('debugger;', first), message('debugger;', first + 1)])];
    const prints = (first: number) =>
      lint.assess(evidence({ head: head(first) }), policy()).map((it) => it.fingerprint);
    expect(new Set(prints(1)).size).toBe(2);
    expect(prints(7)).toEqual(prints(1));
  });

  it('reports a file that can no longer be parsed', () => {
    const head = [linted('a.ts', [message('const = 1;', 1, { rule: '', fatal: true, message: 'Parsing error' })])];
    expect(found({ head })).toEqual([{ code: 'lint/parse-error', level: 'error', file: 'a.ts', line: 1 }]);
  });
});

describe('new suppressions', () => {
  const suppressions = [{ directive: '@ts-ignore', line: 2, text: '// @ts-ignore' }];

  it('are warnings without a brief and errors with one', () => {
    const added = evidence({ head: [linted('a.ts', [], { suppressions })] });
    expect(lint.assess(added, policy())).toMatchObject([{ code: 'lint/new-suppression', level: 'warning', line: 2 }]);
    expect(lint.assess(added, policy(true))).toMatchObject([{ code: 'lint/new-suppression', level: 'error' }]);
  });

  it('are not those that base has, here or in a file from which they were moved', () => {
    const files = [same('a.ts'), same('b.ts')];
    const head = [linted('a.ts', [], { suppressions })];
    expect(found({ files, head, base: [linted('a.ts', [], { suppressions })] })).toEqual([]);
    expect(found({ files, head, base: [linted('b.ts', [], { suppressions })] })).toEqual([]);
  });
});

describe('properties of the ratchet', () => {
  const text = fc.constantFrom('debugger;', 'a == b', 'if (x) debugger;', 'let a;');
  const problem = fc.record({ text, line: fc.integer({ min: 1, max: 50 }), rule: fc.constantFrom('r1', 'r2') });
  const problems = fc
    .array(problem, { maxLength: 12 })
    .map((items) => items.map((item) => message(item.text, item.line, { rule: item.rule })));

  it('finds nothing between a version and itself', () => {
    fc.assert(
      fc.property(problems, (messages) => {
        const version = [linted('a.ts', messages)];
        expect(found({ base: version, head: version })).toEqual([]);
      }),
    );
  });

  it('finds nothing when a change only adds lines that have no problem', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 9 }), (messages, at, count) => {
        const moved = messages.map((it) => (it.line > at ? { ...it, line: it.line + count } : it));
        const files = [same('a.ts', [[at, 0, at + 1, count]])];
        expect(found({ files, base: [linted('a.ts', messages)], head: [linted('a.ts', moved)] })).toEqual([]);
      }),
    );
  });

  it('finds each problem on added lines, and only those', () => {
    fc.assert(
      fc.property(problems, problems, fc.integer({ min: 0, max: 50 }), (old, added, at) => {
        const moved = old.map((it) => (it.line > at ? { ...it, line: it.line + 50 } : it));
        const placed = added.map((it) => ({ ...it, line: it.line + at }));
        const files = [same('a.ts', [[at, 0, at + 1, 50]])];
        const lines = found({ files, base: [linted('a.ts', old)], head: [linted('a.ts', [...moved, ...placed])] })
          .map(({ line }) => line ?? 0)
          .sort((left, right) => left - right);
        expect(lines).toEqual(placed.map(({ line }) => line).sort((left, right) => left - right));
      }),
    );
  });

  it('does not depend on the order of the evidence', () => {
    fc.assert(
      fc.property(problems, problems, (base, head) => {
        const forwards = evidence({ base: [linted('a.ts', base)], head: [linted('a.ts', head)] });
        const backwards = evidence({
          base: [linted('a.ts', base.toReversed())],
          head: [linted('a.ts', head.toReversed())],
        });
        expect(lint.assess(backwards, policy())).toEqual(lint.assess(forwards, policy()));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the answer of the script', () => {
  it('is its last line, whatever a plugin printed before', () => {
    expect(parseAnswer('{"files":1}\nhello\n{"files":[],"base":null}\n')).toEqual({ files: [], base: null });
    expect(parseAnswer('\n{"problem":"x"}\n')).toEqual({ problem: 'x' });
  });

  it('is null for anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseAnswer(`x${text}`)).toBeNull();
      }),
    );
    for (const other of ['', 'null', '[]', '{}', '{"files":{}}']) expect(parseAnswer(other)).toBeNull();
  });
});

describe('messages', () => {
  it('say what is wrong, where, and what to do', () => {
    for (const [code, write] of Object.entries(lint.messages)) {
      const text = write({ rule: 'no-debugger', message: 'Unexpected.', text: 'debugger;', directive: '@ts-ignore' });
      expect(text, code).toMatch(/`(debugger;)`/);
      expect(text.length, code).toBeGreaterThan(80);
    }
  });

  it('tell when only our own rules were looked at', () => {
    expect(lint.notChecked?.(evidence({ linter: 'ours' }), policy())).toHaveLength(1);
    expect(lint.notChecked?.(evidence({ linter: 'own' }), policy())).toEqual([]);
  });
});
