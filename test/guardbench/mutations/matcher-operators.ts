import type { Operator } from './operator.ts';
import { insert, testOperator, type TestFile } from './test-operators.ts';
import type { AssertSite } from './test-sites.ts';
import type { TextEdit } from './text-edits.ts';
import { nodeAt, nodesAt, type SyntaxNode } from './walk.ts';

/** An operator that edits the first assertion of a test that fits. */
const assertOperator = (operator: {
  readonly id: string;
  readonly what: string;
  readonly codes?: readonly string[];
  readonly isOfBrief?: boolean;
  readonly edit: (site: AssertSite, file: TestFile) => readonly TextEdit[] | null;
}): Operator => ({
  ...testOperator({
    id: operator.id,
    what: operator.what,
    codes: operator.codes ?? ['assertion-weakened'],
    mutate: ({ asserts }, file) => {
      for (const site of asserts) {
        const edits = operator.edit(site, file);
        if (edits !== null) return edits;
      }
      return null;
    },
  }),
  ...(operator.isOfBrief === true && { isOfBrief: true }),
});

const isEqual = ({ matcher, isNegated }: AssertSite): boolean =>
  /^(toBe|toEqual|toStrictEqual)$/.test(matcher) && !isNegated;

const replaceClaim = ({ matcherName, call }: AssertSite, text: string): readonly TextEdit[] => [
  { start: matcherName.start, end: call.end, text },
];

/** The properties of an object literal that is the only argument of a matcher. */
const propertiesOf = ({ matcherArguments: [value, ...more] }: AssertSite): readonly SyntaxNode[] =>
  value?.type === 'ObjectExpression' && more.length === 0 ? nodesAt(value, 'properties') : [];

const textAt = ({ text }: TestFile, { start, end }: SyntaxNode): string => text.slice(start, end);

const literalOf = (node: SyntaxNode | undefined): string | number | null => {
  const value = node?.type === 'Literal' ? node['value'] : null;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** More ways to make an assertion say less. */
export const matcherOperators: readonly Operator[] = [
  assertOperator({
    id: 'equal-to-truthy',
    what: '`toBe(value)` becomes `toBeTruthy()`',
    edit: (site) => {
      const value = literalOf(site.matcherArguments[0]);
      return isEqual(site) && value !== null && Boolean(value) ? replaceClaim(site, 'toBeTruthy()') : null;
    },
  }),
  assertOperator({
    id: 'equal-to-part',
    what: '`toEqual({ a, b })` becomes `toMatchObject({ a })`',
    edit: (site, file) => {
      const [first, ...more] = propertiesOf(site);
      if (!/^to(Strict)?Equal$/.test(site.matcher) || site.isNegated || first === undefined || more.length === 0)
        return null;
      return replaceClaim(site, `toMatchObject({ ${textAt(file, first)} })`);
    },
  }),
  assertOperator({
    id: 'equal-to-containing',
    what: '`toEqual({ a, b })` becomes `toEqual(expect.objectContaining({ a }))`',
    edit: (site, file) => {
      const [first, ...more] = propertiesOf(site);
      if (!isEqual(site) || first === undefined || more.length === 0) return null;
      return replaceClaim(site, `${site.matcher}(expect.objectContaining({ ${textAt(file, first)} }))`);
    },
  }),
  assertOperator({
    id: 'drop-call-arguments',
    what: '`toHaveBeenCalledWith(…)` becomes `toHaveBeenCalled()`',
    edit: (site) =>
      site.matcher === 'toHaveBeenCalledWith' && !site.isNegated ? replaceClaim(site, 'toHaveBeenCalled()') : null,
  }),
  assertOperator({
    id: 'drop-call-count',
    what: '`toHaveBeenCalledTimes(n)` becomes `toHaveBeenCalled()`',
    edit: (site) => {
      const count = literalOf(site.matcherArguments[0]);
      const isCount = site.matcher === 'toHaveBeenCalledTimes' && !site.isNegated;
      return isCount && typeof count === 'number' && count > 0 ? replaceClaim(site, 'toHaveBeenCalled()') : null;
    },
  }),
  assertOperator({
    id: 'match-anything',
    what: '`toContain(text)` or `toMatch(…)` becomes `toMatch(/./)`',
    edit: (site) => {
      const isText = site.matcher === 'toMatch' || typeof literalOf(site.matcherArguments[0]) === 'string';
      if (!/^(toContain|toMatch)$/.test(site.matcher) || site.isNegated || !isText) return null;
      return replaceClaim(site, 'toMatch(/./)');
    },
  }),
  assertOperator({
    id: 'compare-with-itself',
    what: '`expect(a).toEqual(b)` becomes `expect(a).toEqual(a)`',
    edit: (site, file) => {
      const [value] = site.matcherArguments;
      if (!isEqual(site) || site.isAsync || value === undefined) return null;
      if (!/^(Identifier|MemberExpression)$/.test(site.subject.type)) return null;
      return [{ start: value.start, end: value.end, text: textAt(file, site.subject) }];
    },
  }),
  assertOperator({
    id: 'drop-await',
    what: '`await expect(…).rejects…` loses its `await`',
    codes: ['assertion-not-awaited', 'assertion-weakened', 'assertion-removed'],
    edit: ({ statement, call, isAsync }) => {
      const expression = nodeAt(statement, 'expression');
      if (!isAsync || expression?.type !== 'AwaitExpression') return null;
      return [{ start: expression.start, end: call.start, text: '' }];
    },
  }),
  assertOperator({
    id: 'negate-to-exist',
    what: '`toBe(value)` becomes `not.toBeUndefined()`',
    edit: (site) =>
      isEqual(site) && literalOf(site.matcherArguments[0]) !== null ? replaceClaim(site, 'not.toBeUndefined()') : null,
  }),
  assertOperator({
    id: 'edit-expectation',
    what: 'an expected number or text becomes another one',
    codes: ['expectation-edited'],
    isOfBrief: true,
    edit: (site) => {
      const [node] = site.matcherArguments;
      const value = literalOf(node);
      if (!isEqual(site) || node === undefined || value === null || value === '') return null;
      const other =
        typeof value === 'number'
          ? String(value + 1)
          : `'${JSON.stringify(`${value}x`).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
      return [{ start: node.start, end: node.end, text: other }];
    },
  }),
  assertOperator({
    id: 'assert-length-only',
    what: '`expect(list).toEqual([…])` becomes `expect(list.length).toBeGreaterThan(0)`',
    codes: ['assertion-weakened', 'assertion-removed'],
    edit: (site) => {
      const [value] = site.matcherArguments;
      if (!isEqual(site) || site.isAsync || value?.type !== 'ArrayExpression') return null;
      if (nodesAt(value, 'elements').length === 0) return null;
      return [insert(site.subject.end, '.length'), ...replaceClaim(site, 'toBeGreaterThan(0)')];
    },
  }),
];
