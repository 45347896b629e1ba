import { describe, expect, it } from 'vitest';
import { parsePlan } from './parse-plan.ts';
import { buildMap } from './repository-map.builder.ts';
import type { RepositoryMap } from './repository-map.ts';

const map = buildMap(
  {
    'package-lock.json': [],
    'src/price.ts': [],
    'src/cart.ts': ['src/index.ts'],
    'src/index.ts': ['> src/price.ts', '> src/tax.ts', '> src/vat.ts'],
    'src/tax.ts': ['src/vat.ts'],
    'src/vat.ts': [],
    'docs/a.md': [],
  },
  { '': ['test', 'lint'], 'packages/kit': ['test'] },
);

const task = (id: string, rest: string): string => `  - { id: ${id}, prompt: Do it, ${rest} }\n`;
const problemsOf = (tasks: string, of: RepositoryMap = map): readonly string[] =>
  parsePlan(`version: 1\ntasks:\n${tasks}`, [], of).problems.map(
    ({ level, code, line, message }) => `${line} ${level} ${code} ${message}`,
  );
const writing = (id: string, ...globs: string[]): string => task(id, `scope: { write: [${globs.join(', ')}] }`);

describe('checkAgainstRepository', () => {
  it('says nothing of tasks that share no file and no import', () => {
    expect(problemsOf(writing('one', 'src/price.ts') + writing('two', 'docs/**', 'src/new.ts'))).toEqual([]);
  });

  it('predicts that a task breaks another whose files import what it writes, directly or behind a barrel', () => {
    const [direct, ...none] = problemsOf(writing('vat', 'src/vat.ts') + writing('tax', 'src/tax.ts'));
    expect(direct).toMatch(
      /^4 warning plan\/predicted-conflict `vat` may write `src\/vat.ts`, which `src\/tax.ts` of `tax` imports/,
    );
    expect(direct).toContain('dependsOn: [vat]');
    expect(none).toEqual([]);
    expect(problemsOf(writing('price', 'src/price.ts') + writing('cart', 'src/cart.ts'))).toEqual([
      expect.stringContaining('`src/price.ts`, which `src/cart.ts` of `cart` imports (line 1)'),
    ]);
  });

  it('is content when one of the two waits for the other', () => {
    const waiting = task('tax', 'dependsOn: [vat], scope: { write: [src/tax.ts] }');
    expect(problemsOf(writing('vat', 'src/vat.ts') + waiting)).toEqual([]);
  });

  it('does not follow what a module uses but does not pass on', () => {
    const chain = buildMap({ 'a.ts': ['b.ts'], 'b.ts': ['c.ts'], 'c.ts': [] });
    expect(problemsOf(writing('a', 'a.ts') + writing('c', 'c.ts'), chain)).toEqual([]);
  });

  it('predicts that a task breaks another that is told to use what it owns', () => {
    const named = buildMap({ 'src/vat.ts': [], 'src/cart.ts': [] }, {}, { 'src/vat.ts': ['roundVat', 'id'] });
    const using = (prompt: string) => `  - { id: cart, prompt: "${prompt}", scope: { write: [src/cart.ts] } }\n`;
    expect(problemsOf(writing('vat', 'src/vat.ts') + using('Call `roundVat` there'), named)).toEqual([
      expect.stringContaining('`vat` may write `src/vat.ts`, whose `roundVat` the prompt of `cart` names'),
    ]);
    expect(problemsOf(writing('vat', 'src/vat.ts') + using('Show the id of the cart'), named)).toEqual([]);
  });

  it('ends in a circle of barrels', () => {
    const circle = buildMap({ 'a.ts': ['> b.ts'], 'b.ts': ['> a.ts', '> c.ts'], 'c.ts': [], 'd.ts': ['a.ts'] });
    expect(problemsOf(writing('c', 'c.ts') + writing('d', 'd.ts'), circle)).toHaveLength(1);
  });

  it('warns of a scope whose folder is not there, and not of a new file', () => {
    expect(problemsOf(writing('one', 'sources/**', 'src/new.ts', "'*.md'"))).toEqual([
      expect.stringContaining('warning plan/scope-empty `sources/**` matches no file'),
    ]);
  });

  it.each([
    ['npm run lint', null],
    ['npm test', null],
    ['npm test -w packages/kit', null],
    ['npm run build', 'has no script `build` (there are: lint, test)'],
    ['npm run lint --workspace=packages/kit', 'has no script `lint`'],
    ['npm test -w packages/none', 'there is none of that name or folder'],
    ['npm run build && echo done', null],
    ['node check.js', null],
  ])('knows whether `%s` can run', (command, expected) => {
    const found = problemsOf(task('one', `acceptance: ['${command}'], scope: { write: [src/new.ts] }`));
    expect(found).toEqual(expected === null ? [] : [expect.stringContaining(expected)]);
  });

  it('wants one owner for a lockfile, also where the owners have an order', () => {
    const owners =
      writing('one', 'package-lock.json') + task('two', 'dependsOn: [one], scope: { write: [package*.json] }');
    expect(problemsOf(owners)).toEqual([expect.stringContaining('may all write the lockfile `package-lock.json`')]);
  });
});
