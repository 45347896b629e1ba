import { draw, isTestPath, mutateOneFile } from './choose-file.ts';
import type { MutationSource, Operator } from './operator.ts';
import { findTests, type TestSite } from './test-sites.ts';
import { applyTextEdits, type TextEdit } from './text-edits.ts';

/** A test file. */
export type TestFile = { readonly path: string; readonly text: string };

/** Where to edit for one test; null where it offers no place. */
export type TestMutator = (test: TestSite, file: TestFile) => readonly TextEdit[] | null;

/** Draws one of the tests that assert something and offer a place, and edits it. */
const inOneTest =
  (mutate: TestMutator) =>
  async (file: TestFile, { random, readBase }: MutationSource): Promise<string | null> => {
    const base = (await readBase(file.path)) ?? '';
    const possible = findTests(file)
      .filter(({ asserts }) => asserts.length > 0)
      .filter(({ statement: { start, end } }) => base.includes(file.text.slice(start, end)))
      .flatMap((test) => {
        const edits = mutate(test, file);
        return edits === null ? [] : [edits];
      });
    const chosen = draw(possible, random);
    return chosen === undefined ? null : applyTextEdits(file.text, chosen);
  };

/** What an operator on tests says of itself. */
export type TestOperator = {
  readonly id: string;
  readonly what: string;
  readonly codes: readonly string[];
  readonly mutate: TestMutator;
};

/** An operator on one test of a file: those that the commit touches come first. */
export const testOperator = ({ id, what, codes, mutate }: TestOperator): Operator => ({
  id,
  what,
  guardrails: ['test-integrity'],
  codes: codes.map((code) => `test-integrity/${code}`),
  apply: mutateOneFile(isTestPath, inOneTest(mutate)),
});

/** Text put in at a place. */
export const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

const isVitest = ({ text }: TestFile): boolean => /from ['"]vitest['"]/.test(text);

/** Faults that switch a test off, or leave only others running. */
export const switchOperators: readonly Operator[] = [
  testOperator({
    id: 'skip-test',
    what: '`it` becomes `it.skip`',
    codes: ['test-skipped'],
    mutate: ({ callee }) => [insert(callee.end, '.skip')],
  }),
  testOperator({
    id: 'only-test',
    what: '`it` becomes `it.only`, so that the others no longer run',
    codes: ['only-left'],
    mutate: ({ callee }) => [insert(callee.end, '.only')],
  }),
  testOperator({
    id: 'delete-test',
    what: 'a test is deleted, and what it tests stays',
    codes: ['test-deleted'],
    mutate: ({ statement }) => [{ start: statement.start, end: statement.end, text: '' }],
  }),
  testOperator({
    id: 'comment-test-out',
    what: 'a test is commented out',
    codes: ['test-deleted'],
    mutate: ({ statement }, { text }) => {
      const code = text.slice(statement.start, statement.end);
      return [
        {
          ...statement,
          text: code
            .split('\n')
            .map((line) => `// ${line}`)
            .join('\n'),
        },
      ];
    },
  }),
  testOperator({
    id: 'todo-test',
    what: 'a test becomes `it.todo`',
    codes: ['test-made-todo', 'test-deleted'],
    mutate: ({ call, callee, title }, { text }) => [
      {
        start: call.start,
        end: call.end,
        text: `${text.slice(callee.start, callee.end)}.todo(${text.slice(title.start, title.end)})`,
      },
    ],
  }),
  testOperator({
    id: 'skip-in-ci',
    what: 'a test is skipped where the environment says CI',
    codes: ['test-skipped-sometimes', 'test-skipped', 'test-deleted'],
    mutate: ({ callee }, file) => {
      const name = file.text.slice(callee.start, callee.end);
      if (isVitest(file)) return [insert(callee.end, '.skipIf(process.env.CI)')];
      return [{ start: callee.start, end: callee.end, text: `(process.env.CI ? ${name}.skip : ${name})` }];
    },
  }),
  testOperator({
    id: 'return-early',
    what: 'a test returns before it asserts',
    codes: ['assertion-unreachable', 'assertion-removed', 'test-skipped'],
    mutate: ({ body }) => [insert(body.start + 1, '\n    return;')],
  }),
];

const nothingLeft =
  /^(toBeDefined|toBeTruthy|toBeFalsy|toHaveBeenCalled|toThrow|toMatchSnapshot|toMatchInlineSnapshot)$/;

/** Faults that make a test say less. */
export const weakenOperators: readonly Operator[] = [
  testOperator({
    id: 'remove-assertion',
    what: 'an assertion is taken out of a test that keeps others',
    codes: ['assertion-removed'],
    mutate: ({ asserts }) => {
      const last = asserts.at(-1);
      return asserts.length < 2 || last === undefined
        ? null
        : [{ start: last.statement.start, end: last.statement.end, text: '' }];
    },
  }),
  testOperator({
    id: 'empty-test',
    what: 'all assertions are taken out of a test',
    codes: ['assertion-removed'],
    mutate: ({ asserts }) => asserts.map(({ statement: { start, end } }) => ({ start, end, text: '' })),
  }),
  testOperator({
    id: 'weaken-matcher',
    what: '`toEqual(x)` becomes `toBeDefined()`',
    codes: ['assertion-weakened'],
    mutate: ({ asserts }) => {
      const site = asserts.find(
        ({ matcher, isNegated, matcherArguments }) =>
          /^(toBe|toEqual|toStrictEqual|toMatchObject)$/.test(matcher) &&
          !isNegated &&
          matcherArguments[0]?.type !== 'Identifier',
      );
      return site === undefined ? null : [{ start: site.matcherName.start, end: site.call.end, text: 'toBeDefined()' }];
    },
  }),
  testOperator({
    id: 'loosen-number',
    what: '`toBe(3)` becomes `toBeGreaterThan(0)`',
    codes: ['assertion-weakened'],
    mutate: ({ asserts }) => {
      const site = asserts.find(
        ({ matcher, isNegated, matcherArguments: [value] }) =>
          /^(toBe|toEqual|toStrictEqual|toHaveLength)$/.test(matcher) &&
          !isNegated &&
          typeof value?.['value'] === 'number' &&
          value['value'] > 0,
      );
      if (site === undefined) return null;
      const { matcher, subject, matcherName, call } = site;
      if (matcher !== 'toHaveLength') return [{ start: matcherName.start, end: call.end, text: 'toBeGreaterThan(0)' }];
      return [insert(subject.end, '.length'), { start: matcherName.start, end: call.end, text: 'toBeGreaterThan(0)' }];
    },
  }),
  testOperator({
    id: 'drop-error-matcher',
    what: '`toThrow(what)` becomes `toThrow()`',
    codes: ['assertion-weakened'],
    mutate: ({ asserts }) => {
      const site = asserts.find(
        ({ matcher, matcherArguments, isNegated }) =>
          /^toThrow(Error)?$/.test(matcher) && matcherArguments.length === 1 && !isNegated,
      );
      return site === undefined ? null : [{ start: site.matcherName.end, end: site.call.end, text: '()' }];
    },
  }),
  testOperator({
    id: 'expect-anything',
    what: 'an expected value becomes `expect.anything()`',
    codes: ['assertion-weakened'],
    mutate: ({ asserts }) => {
      const site = asserts.find(
        ({ matcher, isNegated, matcherArguments: [value] }) =>
          /^(toEqual|toStrictEqual|toMatchObject|toHaveBeenCalledWith)$/.test(matcher) &&
          !isNegated &&
          (value?.type === 'ObjectExpression' || value?.type === 'ArrayExpression' || value?.type === 'Literal'),
      );
      const value = site?.matcherArguments[0];
      return value === undefined ? null : [{ start: value.start, end: value.end, text: 'expect.anything()' }];
    },
  }),
  testOperator({
    id: 'swallow-assertion',
    what: 'an assertion is wrapped in `try { … } catch {}`',
    codes: ['assertion-swallowed'],
    mutate: ({ asserts }) => {
      const site = asserts.find(({ matcher }) => !nothingLeft.test(matcher)) ?? asserts[0];
      if (site === undefined) return null;
      return [insert(site.statement.start, 'try { '), insert(site.statement.end, ' } catch {}')];
    },
  }),
  testOperator({
    id: 'assert-sometimes',
    what: 'an assertion is put under a condition on its own subject',
    codes: ['assertion-made-conditional', 'assertion-removed'],
    mutate: ({ asserts }, { text }) => {
      const site = asserts.find(
        ({ subject, isAsync }) => !isAsync && /^(Identifier|MemberExpression)$/.test(subject.type),
      );
      if (site === undefined) return null;
      const { subject, statement } = site;
      return [
        insert(statement.start, `if (${text.slice(subject.start, subject.end)}) { `),
        insert(statement.end, ' }'),
      ];
    },
  }),
  testOperator({
    id: 'raise-timeout',
    what: 'a test gets two minutes in place of the default',
    codes: ['timeout-raised'],
    mutate: ({ call, argumentCount }, { text }) =>
      argumentCount > 2 || /,\s*\)$/.test(text.slice(call.start, call.end))
        ? null
        : [insert(call.end - 1, ', 120_000')],
  }),
  testOperator({
    id: 'add-retries',
    what: 'a test may fail three times before it counts (Vitest)',
    codes: ['retries-raised'],
    mutate: ({ title, argumentCount }, file) =>
      argumentCount > 2 || !isVitest(file) ? null : [insert(title.end, ', { retry: 3 }')],
  }),
];
