import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileLines } from '../../change/new-items.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import { parseAnswer } from './collect-types.ts';
import type { Compilation, Escape, EscapeKind, TypeProblem, TypesEvidence } from './types-evidence.ts';
import { escapeKinds } from './types-evidence.ts';
import { types } from './types.ts';

const policy = (hasBrief = false, escapes: Partial<Policy['configuration']['types']['escapes']> = {}): Policy =>
  ({
    configuration: {
      ...defaultConfiguration,
      types: { ...defaultConfiguration.types, escapes: { ...defaultConfiguration.types.escapes, ...escapes } },
    },
    exemptions: [],
    brief: hasBrief ? { task: 'a' } : null,
  }) as unknown as Policy;
const same = (path: string, hunks: FileLines['hunks'] = []): FileLines => ({ head: path, base: path, hunks });
const compilation = (more: Partial<Compilation>): Compilation => ({
  version: '6.0.3',
  compiler: 'own',
  projects: [],
  head: [],
  base: [],
  missing: [],
  skipped: [],
  ...more,
});
const evidence = (more: Partial<TypesEvidence>): TypesEvidence => ({
  files: [same('a.ts')],
  escapes: { head: [], base: [] },
  compilation: null,
  uncompiled: null,
  ...more,
});
const problem = (text: string, line: number, more: Partial<TypeProblem> = {}): TypeProblem => ({
  code: 'TS2322',
  line,
  message: "Type 'string' is not assignable to type 'number'.",
  text,
  ...more,
});
const escape = (kind: EscapeKind, line: number, text = `${kind} here`): Escape => ({ kind, line, text });
const levels = (more: Partial<TypesEvidence>, given = policy()) =>
  types.assess(evidence(more), given).map(({ code, level, file, line }) => [code, level, file, line]);
const inFile = <One>(found: readonly One[], path = 'a.ts') => [{ path, found }];

describe('new errors', () => {
  it('are errors with the compiler’s words, and tell whether the change touches the file', () => {
    const head = [...inFile([problem('let a: number = b;', 3)]), ...inFile([problem('run(c);', 9)], 'other.ts')];
    const found = types.assess(evidence({ compilation: compilation({ head }) }), policy());
    expect(found).toMatchObject([
      { code: 'types/new-error', level: 'error', file: 'a.ts', line: 3, data: { code: 'TS2322', touched: true } },
      { file: 'other.ts', line: 9, data: { touched: false } },
    ]);
    expect(types.messages['types/new-error']?.(found[1]?.data ?? {})).toMatch(/does not touch this file/u);
  });

  it('are warnings where a name is unused, but for an agent’s task', () => {
    const unused = { code: 'TS6133', message: "'z' is declared but its value is never read." };
    const given = { compilation: compilation({ head: inFile([problem("import * as z from 'zod';", 1, unused)]) }) };
    expect(levels(given)).toEqual([['types/new-error', 'warning', 'a.ts', 1]]);
    expect(levels(given, policy(true))).toEqual([['types/new-error', 'error', 'a.ts', 1]]);
  });

  it('are warnings where the change edits a lockfile, for other versions are installed than head needs, but for an agent’s task', () => {
    const given = {
      lockfile: 'bun.lock',
      compilation: compilation({ head: inFile([problem('let a: number = b;', 3)]) }),
    };
    expect(levels(given)).toEqual([['types/new-error', 'warning', 'a.ts', 3]]);
    expect(levels(given, policy(true))).toEqual([['types/new-error', 'error', 'a.ts', 3]]);
    const [found] = types.assess(evidence(given), policy());
    expect(types.messages['types/new-error']?.(found?.data ?? {})).toContain('The change edits bun.lock');
  });

  it('are not those of base: where lines moved, files were renamed, or code went to another file', () => {
    const old = problem('let wrong: number = text;', 3);
    const base = inFile([old]);
    const moved = { ...old, line: 13 };
    expect(levels({ compilation: compilation({ base, head: inFile([moved]) }) })).toEqual([]);
    const renamed = [{ head: 'b.ts', base: 'a.ts', hunks: [] }];
    expect(levels({ files: renamed, compilation: compilation({ base, head: inFile([old], 'b.ts') }) })).toEqual([]);
    const split = [same('a.ts'), { head: 'b.ts', base: null, hunks: [[0, 0, 1, 5]] as const }];
    expect(levels({ files: split, compilation: compilation({ base, head: inFile([old], 'b.ts') }) })).toEqual([]);
  });

  it('are not those of base in a file that the change does not touch', () => {
    const both = inFile([problem('run(c);', 9)], 'other.ts');
    expect(levels({ compilation: compilation({ base: both, head: both }) })).toEqual([]);
  });

  it('leave out what may come of packages that are not installed, and weigh less then', () => {
    const head = inFile([
      problem("import a from 'a';", 1, { code: 'TS2307', message: "Cannot find module 'a' or its …" }),
      problem('f((x) => x);', 2, { code: 'TS7006', message: "Parameter 'x' implicitly has an 'any' type." }),
      problem('let a: number = b;', 3),
    ]);
    expect(levels({ compilation: compilation({ head, missing: ['a'] }) })).toEqual([
      ['types/new-error', 'warning', 'a.ts', 3],
    ]);
    expect(
      types.notChecked?.(evidence({ compilation: compilation({ head, missing: ['a'] }) }), policy()),
    ).toMatchObject([{ why: expect.stringMatching(/^a; 2 errors/u) as string }]);
  });

  it('are not those that base has at every other use of something that is not installed', () => {
    const props = { code: 'TS2339', message: "Property 'props' does not exist on type 'Editor'." };
    const base = inFile([problem('this.props.a', 1, props)]);
    const head = inFile([problem('this.props.a', 1, props), problem('this.props.b', 2, props)]);
    expect(levels({ compilation: compilation({ base, head, missing: ['react'] }) })).toEqual([]);
    expect(levels({ compilation: compilation({ base, head }) })).toHaveLength(1);
  });

  it('of imports are those of files that should be in the tree', () => {
    const isReported = (specifier: string) =>
      levels({
        compilation: compilation({
          head: inFile([problem('import', 1, { code: 'TS2307', message: `Cannot find module '${specifier}' or …` })]),
        }),
      }).length === 1;
    for (const specifier of ['./gone', '../a/gone.ts', '@/gone', './gone.js']) expect(isReported(specifier)).toBe(true);
    for (const specifier of ['zod', '@scope/a', './generated/client', '../dist/a.js', './a.css', './B.vue', './a.gen'])
      expect(isReported(specifier)).toBe(false);
  });

  it('are shown up to fifty, and the rest is counted', () => {
    const many = inFile(
      Array.from({ length: 60 }, (_, index) => problem(`let a${String(index)}: number = b;`, index + 1)),
    );
    const full = evidence({ compilation: compilation({ head: many }) });
    expect(types.assess(full, policy())).toHaveLength(50);
    expect(types.notChecked?.(full, policy())).toMatchObject([{ what: '10 more type errors' }]);
  });
});

describe('new escapes', () => {
  it('weigh by kind, by brief, and less in tests and declarations', () => {
    const all = (path: string, given = policy()) =>
      types
        .assess(
          evidence({
            files: [{ head: path, base: null, hunks: [] }],
            escapes: { head: inFile([escape('ts-ignore', 1), escape('as-any', 2)], path), base: [] },
          }),
          given,
        )
        .map(({ level }) => level);
    expect(all('src/a.ts')).toEqual(['warning', 'warning']);
    expect(all('src/a.ts', policy(true))).toEqual(['error', 'warning']);
    expect(all('src/a.test.ts', policy(true))).toEqual(['warning', 'note']);
    expect(all('src/a.d.ts')).toEqual(['note', 'note']);
    expect(all('src/a.ts', policy(true, { 'ts-ignore': 'allow', 'as-any': 'error' }))).toEqual(['error']);
  });

  it('are not those that moved, or that take the place of another of their kind', () => {
    const base = inFile([escape('any', 1, 'old: any'), escape('ts-ignore', 5, '// @ts-ignore')]);
    const head = inFile([escape('ts-expect-error', 5, '// @ts-expect-error'), escape('any', 9, 'other: any')]);
    expect(levels({ escapes: { base, head } })).toEqual([]);
    const files = [same('a.ts'), same('b.ts')];
    expect(levels({ files, escapes: { base, head: inFile([escape('any', 7, 'old: any')], 'b.ts') } })).toEqual([]);
  });

  it('are those above the count of base, on the added line', () => {
    const base = inFile([escape('non-null', 1, 'a!')]);
    const head = inFile([escape('non-null', 1, 'b!'), escape('non-null', 2, 'a!')]);
    const files = [same('a.ts', [[0, 0, 1, 1]])];
    expect(levels({ files, escapes: { base, head } })).toEqual([['types/new-escape', 'warning', 'a.ts', 1]]);
  });

  it('number as many as head has more, of each kind', () => {
    const escapes = fc.array(
      fc.record({
        kind: fc.constantFrom('any', 'as-unknown-as', 'ts-expect-error'),
        line: fc.integer({ min: 1, max: 30 }),
      }),
    );
    fc.assert(
      fc.property(escapes, escapes, (before, after) => {
        const [base, head] = [before, after].map((found) =>
          inFile(found.map(({ kind, line }) => escape(kind as EscapeKind, line, `line ${String(line)}`))),
        );
        const found = types.assess(evidence({ escapes: { base: base ?? [], head: head ?? [] } }), policy());
        for (const kind of escapeKinds) {
          const count = (of: readonly { readonly kind: string }[]) => of.filter((one) => one.kind === kind).length;
          expect(found.filter(({ data }) => data['kind'] === kind)).toHaveLength(
            Math.max(0, count(after) - count(before)),
          );
        }
      }),
    );
  });
});

describe('what was not compiled', () => {
  it('is named with its reason', () => {
    expect(types.notChecked?.(evidence({ uncompiled: 'no tsconfig.json' }), policy())).toEqual([
      { what: 'type errors', why: 'no tsconfig.json' },
    ]);
    expect(types.notChecked?.(evidence({ uncompiled: '' }), policy())).toEqual([]);
  });
});

describe('the answer of the script', () => {
  it('is its last line, and null for anything else', () => {
    expect(parseAnswer('noise\n{"uncompiled":"x"}\n')).toEqual({ uncompiled: 'x' });
    for (const other of ['', 'null', '[]', '{}', 'x']) expect(parseAnswer(other)).toBeNull();
  });
});
