import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../policy/policy.ts';
import type { ArchitectureEvidence, Edge, LocatedViolation } from './architecture-evidence.ts';
import { architecture } from './architecture.ts';
import { parseAnswer } from './cruise-whole.ts';
import { findRoots, findRulesFile } from './find-roots.ts';
import { noGraphEvidence } from './graph-evidence.ts';
import { importLine } from './import-line.ts';
import { canonicalCycle } from './ratchet.ts';

const violation = (from: string, to: string, more: Partial<LocatedViolation> = {}): LocatedViolation => ({
  rule: 'core-is-pure',
  comment: 'A core decides from its input alone.',
  severity: 'error',
  kind: 'dependency',
  from,
  to,
  specifier: to,
  cycle: [],
  line: 3,
  ...more,
});
const edge = (from: string, to: string, isTypeOnly = false): Edge => ({ from, to, isTypeOnly });

/** A cycle, as dependency-cruiser tells it from each of its files on; it tells one of them. */
const cycle = (...files: readonly string[]): readonly LocatedViolation[] =>
  files.map((_, start) => {
    const turned = [...files.slice(start), ...files.slice(0, start)];
    const edges = turned.map((file, index) => ({
      ...edge(file, turned[(index + 1) % turned.length] ?? file),
      specifier: 'x',
      line: 7,
    }));
    const [from = '', to = from] = turned;
    return violation(from, to, { rule: 'no-circular', kind: 'cycle', cycle: edges });
  });
const unresolvable = (to: string, specifier = to) =>
  violation('a.ts', to, { rule: 'not-to-unresolvable', kind: 'unresolvable', specifier });

const policy = { configuration: {}, exemptions: [], brief: null } as unknown as Policy;
const evidence = (more: Partial<ArchitectureEvidence>): ArchitectureEvidence => ({
  rules: 'own',
  renames: {},
  head: [],
  base: [],
  oldEdges: [],
  notInstalled: [],
  graph: noGraphEvidence,
  ...more,
});
const found = (more: Partial<ArchitectureEvidence>) =>
  architecture.assess(evidence(more), policy).map(({ code, level, file, line }) => ({ code, level, file, line }));

describe('new violations', () => {
  it('are reported with the rule, both ends and the line of the import', () => {
    expect(architecture.assess(evidence({ head: [violation('core/a.ts', 'fs')] }), policy)).toMatchObject([
      {
        code: 'architecture/new-violation',
        level: 'error',
        file: 'core/a.ts',
        line: 3,
        data: { rule: 'core-is-pure', from: 'core/a.ts', to: 'fs', comment: 'A core decides from its input alone.' },
      },
    ]);
  });

  it('are not those of base, also after a rename of either end', () => {
    const base = [violation('old/a.ts', 'old/b.ts')];
    expect(found({ base, head: [violation('old/a.ts', 'old/b.ts', { line: 9 })] })).toEqual([]);
    const renames = { 'old/a.ts': 'new/a.ts', 'old/b.ts': 'new/b.ts' };
    expect(found({ base, renames, head: [violation('new/a.ts', 'new/b.ts')] })).toEqual([]);
  });

  it('are those of another rule between the same files', () => {
    const head = [violation('a.ts', 'b.ts'), violation('a.ts', 'b.ts', { rule: 'other' })];
    expect(found({ head, base: [violation('a.ts', 'b.ts')] })).toHaveLength(1);
  });

  it('keep the severity of their rule', () => {
    const head = (['error', 'warn', 'info'] as const).map((severity) =>
      violation(`${severity}.ts`, 'b.ts', { severity }),
    );
    expect(found({ head }).map(({ level }) => level)).toEqual(['error', 'note', 'warning']);
  });
});

describe('new cycles', () => {
  it('are reported once, at the import that closes them', () => {
    const all = cycle('a.ts', 'b.ts', 'c.ts');
    const oldEdges = [edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts')];
    for (const head of [all, ...all.map((one) => [one])]) {
      expect(architecture.assess(evidence({ head, oldEdges }), policy)).toMatchObject([
        { code: 'architecture/new-cycle', file: 'c.ts', line: 7, data: { path: ['c.ts', 'a.ts', 'b.ts', 'c.ts'] } },
      ]);
    }
  });

  it('are not those whose imports were all there', () => {
    const oldEdges = [edge('a.ts', 'b.ts'), edge('b.ts', 'a.ts')];
    expect(found({ head: cycle('a.ts', 'b.ts'), oldEdges })).toEqual([]);
  });

  it('are those where an import of types begins to run', () => {
    const head = cycle('a.ts', 'b.ts');
    expect(found({ head, oldEdges: [edge('a.ts', 'b.ts'), edge('b.ts', 'a.ts', true)] })).toHaveLength(1);
  });

  it('have one form wherever one begins', () => {
    expect(canonicalCycle(['b', 'c', 'a'])).toEqual(canonicalCycle(['c', 'a', 'b']));
    const prints = cycle('a.ts', 'b.ts', 'c.ts').map(
      (one) => architecture.assess(evidence({ head: [one], oldEdges: [edge('a.ts', 'b.ts')] }), policy)[0]?.fingerprint,
    );
    expect(new Set(prints).size).toBe(1);
  });
});

describe('what resolves to nothing, by a rule of the repository', () => {
  it('is reported, but for packages that are declared and not installed here', () => {
    const head = [unresolvable('@app/a'), unresolvable('./rnak.ts'), unresolvable('@shop/cart/price')];
    expect(found({ head })).toHaveLength(3);
    expect(found({ head, notInstalled: ['@shop/cart', '@app'] })).toHaveLength(2);
  });
});

describe('properties of the ratchet', () => {
  const file = fc.constantFrom('a.ts', 'b.ts', 'c.ts', 'd.ts');
  const violations = fc.uniqueArray(
    fc
      .record({ from: file, to: file, rule: fc.constantFrom('r1', 'r2') })
      .map(({ from, to, rule }) => violation(from, to, { rule })),
    { selector: ({ from, to, rule }) => `${from} ${to} ${rule}`, maxLength: 12 },
  );

  it('finds nothing between a version and itself, and all of head against an empty base', () => {
    fc.assert(
      fc.property(violations, (head) => {
        expect(found({ head, base: head })).toEqual([]);
        expect(found({ head })).toHaveLength(head.length);
      }),
    );
  });

  it('finds exactly what is added, in any order of the evidence', () => {
    fc.assert(
      fc.property(violations, fc.integer({ min: 0, max: 12 }), (head, count) => {
        const base = head.slice(count);
        const some = architecture.assess(evidence({ head, base }), policy);
        expect(some).toHaveLength(Math.min(count, head.length));
        expect(architecture.assess(evidence({ head: head.toReversed(), base }), policy)).toEqual(some);
      }),
    );
  });
});

describe('importLine', () => {
  it('finds each form of import by the line of the name', () => {
    const text = `// './a'\nimport {\n  x,\n} from './a';\nconst b = require('b');\nconst c = await import("./c");\nexport * from './d';\nimport './e';\n`;
    expect(['./a', 'b', './c', './d', './e'].map((name) => importLine(text, name))).toEqual([4, 5, 6, 7, 8]);
  });

  it('is null for what is not there, whatever its letters', () => {
    fc.assert(fc.property(fc.string(), (name) => { expect(importLine('let a;', `x${name}`)).toBeNull(); })); // prettier-ignore
  });
});

describe('where to begin', () => {
  const paths = [
    'src/a.ts',
    'packages/a/src/b.ts',
    'dist/a.js',
    'docs/a.md',
    'eslint.config.js',
    '.github/x.js',
    'index.js',
  ];

  it('is each top-level folder with sources, and the sources of the root', () => {
    expect(findRoots(paths, [])).toEqual(['index.js', 'packages', 'src']);
  });

  it('is what the configuration names, as far as it is there', () => {
    expect(findRoots(paths, ['packages/a/', './src', 'lib'])).toEqual(['packages/a', 'src']);
  });

  it('has the rules in the configured file, else in one of the usual names', () => {
    expect(findRulesFile(['.dependency-cruiser.cjs'], 'rules.json')).toBe('rules.json');
    expect(findRulesFile(['.dependency-cruiser.cjs', 'a/.dependency-cruiser.js'], null)).toBe(
      '.dependency-cruiser.cjs',
    );
    expect(findRulesFile(paths, null)).toBeNull();
  });
});

describe('the answer of the script', () => {
  it('is its last line', () => {
    expect(parseAnswer('noise\n{"violations":[],"edges":[]}\n')).toEqual({ violations: [], edges: [] });
    expect(parseAnswer('{"problem":"x"}')).toEqual({ problem: 'x' });
    for (const other of ['', '{', 'null', '{"violations":[]}', '{"files":[]}']) expect(parseAnswer(other)).toBeNull();
  });
});

describe('messages', () => {
  it('name both ends and say what to do', () => {
    const data = {
      ...{ rule: 'r', comment: 'Why.', from: 'a.ts', to: 'b.ts', path: ['a.ts', 'b.ts', 'a.ts'], file: 'a.ts' },
      ...{ name: 'b.ts', importers: ['b.ts'], isTested: false, specifier: 'b.ts', package: 'a.ts', names: ['b.ts'] },
      ...{ lines: 'a.ts', of: 'b.ts', modules: 'a.ts', packages: ['b.ts'] },
    };
    for (const [code, write] of Object.entries(architecture.messages)) {
      expect(write(data), code).toMatch(/a\.ts.*b\.ts/su);
      expect(write(data), code).not.toContain('  ');
      expect(write({ ...data, comment: null }), code).not.toContain('  ');
    }
  });
});
