import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChange, judged } from './change.builder.ts';
import { testIntegrity } from './test-integrity.ts';

const price = `export const total = (items: number[]): number => items.reduce((sum, one) => sum + one, 0);
export const label = (id: string): string => \`item \${id}\`;
`;

const suite = (body: string): string => `import { describe, expect, it } from 'vitest';
import { label, total } from './price.ts';

describe('price', () => {
  it('adds up', () => {
    expect(total([1, 2])).toBe(3);
    expect(total([])).toBe(0);
  });
${body}});
`;

const second = `
  it('labels', () => {
    expect(label('a-17')).toEqual('item a-17');
  });
`;

const base = { 'src/price.ts': price, 'src/price.test.ts': suite(second) };
const edit = (from: string, to: string) => ({ base, head: { 'src/price.test.ts': suite(second).replace(from, to) } });

describe('test-integrity', () => {
  it.each([
    ['a skipped test', "it('labels'", "it.skip('labels'", 'test-skipped', 10],
    ['a skipped suite', "describe('price'", "describe.skip('price'", 'test-skipped', 4],
    ['a test made a todo', "it('labels'", "it.todo('labels'", 'test-made-todo', 10],
    ['a test that is expected to fail', "it('labels'", "it.fails('labels'", 'failure-expected', 10],
    ['a test under a condition', "it('labels'", "it.skipIf(slow)('labels'", 'test-skipped-sometimes', 10],
    ['a test that runs alone', "it('labels'", "it.only('labels'", 'only-left', 10],
    ['a removed assertion', '    expect(total([])).toBe(0);\n', '', 'assertion-removed', 5],
    ['a commented assertion', 'expect(total([])).toBe(0)', '// expect(total([])).toBe(0)', 'assertion-removed', 5],
    ['a weaker matcher', ".toEqual('item a-17')", '.toBeDefined()', 'assertion-weakened', 11],
    ['a wildcard', ".toEqual('item a-17')", '.toEqual(expect.anything())', 'assertion-weakened', 11],
    [
      'an assertion about nothing',
      "expect(label('a-17')).toEqual('item a-17')",
      'expect(true).toBe(true)',
      'assertion-removed',
      10,
    ],
    [
      'a swallowed assertion',
      'expect(total([])).toBe(0);',
      'try { expect(total([])).toBe(0); } catch {}',
      'assertion-swallowed',
      7,
    ],
    [
      'an assertion behind a return',
      'expect(total([])).toBe(0);',
      'return; expect(total([])).toBe(0);',
      'assertion-unreachable',
      7,
    ],
    [
      'an assertion under a condition',
      'expect(total([])).toBe(0);',
      'if (total([])) expect(total([])).toBe(0);',
      'assertion-made-conditional',
      7,
    ],
    ['a raised limit', "toEqual('item a-17');\n  });", "toEqual('item a-17');\n  }, 60_000);", 'timeout-raised', 10],
    ['retries', "it('labels', ", "it('labels', { retry: 3 }, ", 'retries-raised', 10],
    ['a deleted test', second, '', 'test-deleted', 10],
    ['a mock of what is tested', "\ndescribe('price'", "vi.mock('./price.ts');\ndescribe('price'", 'unit-mocked', 3],
  ])('finds %s', async (...[, from, to, code, line]) => {
    const findings = (await checkChange(edit(from, to))).filter(({ level }) => level !== 'note');
    expect(findings.map((one) => [one.code, one.file, one.line])).toEqual([
      [`test-integrity/${code}`, 'src/price.test.ts', line],
    ]);
  });

  it('blocks an agent for what it only tells a person', async () => {
    const change = edit("it('labels'", "it.skip('labels'");
    expect(await judged(change)).toEqual(['warning test-skipped src/price.test.ts:10']);
    expect(await judged({ ...change, tests: 'change' })).toEqual(['error test-skipped src/price.test.ts:10']);
  });

  it('finds a list that was pinned down and of which only the length counts now', async () => {
    const parts = `
  it('splits', () => {
    expect(parts('a-b')).toEqual(['a', 'b']);
    expect(parts('')).toEqual([]);
  });
`;
    const before = { 'src/price.ts': price, 'src/price.test.ts': suite(parts) };
    const counted = parts.replace("('a-b')).toEqual(['a', 'b'])", "('a-b').length).toBeGreaterThan(0)");
    const exact = parts.replace("('a-b')).toEqual(['a', 'b'])", "('a-b').length).toBe(2)");
    const codesOf = (body: string) => judged({ base: before, head: { 'src/price.test.ts': suite(body) } });
    expect(await codesOf(counted)).toEqual(['warning assertion-weakened src/price.test.ts:11']);
    expect(await codesOf(exact)).toEqual([]);
  });

  it('judges an edited expectation by the brief', async () => {
    const change = edit('.toBe(0)', '.toBe(1)');
    expect(await judged(change)).toEqual([]);
    expect(await judged({ ...change, tests: 'change' })).toEqual([]);
    expect(await judged({ ...change, tests: 'add' })).toEqual(['error expectation-edited src/price.test.ts:7']);
    expect(await checkChange(change)).toMatchObject([{ code: 'test-integrity/expectation-edited', level: 'note' }]);
  });

  it.each([
    ['a test that moved to another suite', second, `\n  describe('names', () => {${second}  });\n`],
    ['a test with a new title', "it('labels'", "it('names an item'"],
    ['a stronger matcher', '.toEqual(', '.toStrictEqual('],
    [
      'parts said as a whole',
      'expect(total([1, 2])).toBe(3);\n    expect(total([])).toBe(0);',
      'expect([total([1, 2]), total([])]).toEqual([3, 0]);',
    ],
    ['a skip in a string', "'a-17'", '"it.skip(\'a-17\')"'],
    ['another test', "  it('labels", "  it('is new', () => {\n    expect(total([5])).toBe(5);\n  });\n\n  it('labels"],
    ['comments and spaces', '    expect(total([]))', '    // nothing in it\n\n    expect( total([]) )'],
    [
      'a table',
      second,
      "\n  it.each([['a-17', 'item a-17'], ['b', 'item b']])('labels %s', (id, text) => {\n    expect(label(id)).toEqual(text);\n  });\n",
    ],
    ['a helper that asserts', "expect(label('a-17')).toEqual('item a-17')", "expectLabel('a-17', 'item a-17')"],
    ['a renamed variable', 'expect(total([])).toBe(0)', 'const none = total([]);\n    expect(none).toBe(0)'],
    [
      'a catch that throws again',
      'expect(total([])).toBe(0);',
      'try { expect(total([])).toBe(0); } catch (error) { console.log(1); throw error; }',
    ],
  ])('accepts %s', async (_, from, to) => {
    expect(await judged({ ...edit(from, to), tests: 'change' })).toEqual([]);
  });

  it('accepts tests that moved to another file, and a file with a new name', async () => {
    const moved = { 'src/price.test.ts': suite(''), 'src/label.test.ts': suite(second) };
    expect(await judged({ base, head: moved, tests: 'add' })).toEqual([]);
    const renames = { 'src/cost.test.ts': 'src/price.test.ts' };
    expect(await judged({ base, head: { 'src/cost.test.ts': suite(second) }, renames, tests: 'add' })).toEqual([]);
  });

  it('finds a deleted file, and one that got a name no runner looks for', async () => {
    const deleted = { base, head: { 'src/price.test.ts': null } };
    expect(await judged(deleted)).toEqual(['warning test-file-deleted src/price.test.ts:1']);
    const renames = { 'src/price.test.ts.bak': 'src/price.test.ts' };
    const hidden = { base, head: { 'src/price.test.ts.bak': suite(second) }, renames };
    expect(await judged({ ...hidden, tests: 'add' })).toEqual(['error test-file-deleted src/price.test.ts:1']);
  });

  it('accepts tests that go with what they tested', async () => {
    const head = { 'src/price.test.ts': suite(''), 'src/price.ts': price.split('\n')[0] ?? '' };
    expect(await judged({ base, head, tests: 'change' })).toEqual([]);
    expect(await judged({ base, head: { 'src/price.test.ts': null, 'src/price.ts': null }, tests: 'add' })).toEqual([]);
  });

  it('finds a branch that knows the input of a test', async () => {
    const special = price.replace('=> `item', "=> id === 'a-17' ? 'item a-17' : `thing");
    const change = { base, head: { 'src/price.ts': special } };
    expect(await judged(change)).toEqual(['warning input-special-cased src/price.ts:2']);
    expect(await judged({ ...change, tests: 'add' })).toEqual(['error input-special-cased src/price.ts:2']);
  });

  it('accepts a branch about a word that the code knows, and one that computes', async () => {
    const unit = "export type Unit = 'piece' | 'kilo';\nexport const name = (unit: Unit): string => unit;\n";
    const asks = unit.replace('=> unit', "=> unit === 'kilo' ? 'kg' : unit");
    const test = "import { it, expect } from 'vitest';\nit('names', () => { expect(name('kilo')).toBe('kg'); });\n";
    const files = { 'src/unit.ts': unit, 'src/unit.test.ts': test };
    expect(await judged({ base: files, head: { 'src/unit.ts': asks }, tests: 'add' })).toEqual([]);
    const computes = price.replace('=> `item', "=> id === 'a-17' ? id.trim() : `item");
    expect(await judged({ base, head: { 'src/price.ts': computes }, tests: 'add' })).toEqual([]);
  });

  it('reports rewritten snapshots as the brief sees edited expectations', async () => {
    const snap = (text: string) => ({
      'src/__snapshots__/a.test.ts.snap': `exports[\`a 1\`] = \`${text}\`;\n\nexports[\`b 1\`] = \`\nx\n${text}\n\`;\n`,
    });
    const change = { base: snap('one'), head: snap('two') };
    expect(await judged(change)).toEqual([]);
    expect((await judged({ ...change, tests: 'add' }))[0]).toMatch(/^error snapshot-rewritten /);
  });

  it('says what it could not read, and does not take it for a file without tests', async () => {
    expect(await judged(edit("it('labels', () => {", "it('labels', () => { ("))).toEqual([]);
  });

  it('gives the same findings each time, whatever is cut from or put into a test', async () => {
    const lines = suite(second).split('\n');
    const change = fc.record({
      from: fc.nat(lines.length),
      count: fc.nat(4),
      put: fc.constantFrom('', 'return;', 'it.skip(', '});', '`', 'try {'),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ from, count, put }) => {
        const text = lines.toSpliced(from, count, put).join('\n');
        const built = { base, head: { 'src/price.test.ts': text }, tests: 'change' as const };
        const [one, other] = [await checkChange(built), await checkChange(built)];
        expect(one).toEqual(other);
        for (const { code, data } of one) expect(testIntegrity.messages[code]?.(data)).toMatch(/^.{20,}$/s);
      }),
      { numRuns: 60 },
    );
  });

  it('documents each code that it can give, and no other', () => {
    const doc = readFileSync(new URL('./test-integrity.md', import.meta.url), 'utf8');
    const documented = [...doc.matchAll(/^## (test-integrity\/\S+)$/gm)].map(([, code]) => code);
    expect(documented.toSorted()).toEqual(Object.keys(testIntegrity.messages).toSorted());
  });
});
