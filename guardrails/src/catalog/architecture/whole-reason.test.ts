import type { IFlattenedRuleSet } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { cruisedPlace, type CruiseStart } from './cruised-place.ts';
import { parsePartAnswer } from './part-request.ts';
import { looksFurther } from './rules-texts.ts';
import { hasCycleRule, hasOrphanRule, wholeReason } from './whole-reason.ts';

const plain = { options: {}, metrics: false };
const rules = (forbidden: readonly object[], more: object = {}): IFlattenedRuleSet =>
  ({ forbidden, ...more }) as IFlattenedRuleSet;

describe('wholeReason', () => {
  it('lets a part be judged by paths, kinds of dependencies, cycles and orphans', () => {
    const supported = rules(
      [
        { from: { path: '^a' }, to: { path: '^b', dependencyTypes: ['npm-dev'], couldNotResolve: true } },
        { from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
        { from: { orphan: true }, to: {} },
      ],
      { allowed: [{ from: {}, to: { path: '^c' } }], required: [{ module: { path: '^d' }, to: { path: '^e' } }] },
    );
    expect(wholeReason(supported, plain)).toBe(null);
    expect([hasCycleRule(supported), hasOrphanRule(supported)]).toEqual([true, true]);
    expect([hasCycleRule(rules([])), hasOrphanRule(rules([]))]).toEqual([false, false]);
  });

  it.each([
    [rules([{ from: {}, to: { reachable: true } }]), plain, /reached/],
    [rules([{ module: { numberOfDependentsLessThan: 2 }, from: {} }]), plain, /importers/],
    [rules([{ from: {}, to: { circular: false } }]), plain, /no cycle/],
    [rules([], { allowed: [{ from: {}, to: { circular: true } }] }), plain, /allowed/],
    [rules([]), { options: { maxDepth: 2 }, metrics: false }, /maxDepth/],
    [rules([]), { options: { focus: 'a' }, metrics: false }, /focus/],
    [rules([]), { options: {}, metrics: true }, /stability/],
  ])('asks for the whole tree where a part cannot say it: %j %j', (set, given, reason) => {
    expect(wholeReason(set, given)).toMatch(reason);
  });
});

describe('cruisedPlace', () => {
  const start: CruiseStart = {
    ...{ roots: ['src', 'main.ts'], extensions: ['.ts', '.d.ts'], exclude: '/fixtures/|^src/old$', includeOnly: null },
    doNotFollow: 'node_modules',
  };
  it.each([
    ['src/a.ts', 'begin'],
    ['main.ts', 'begin'],
    ['src/a.d.ts', 'begin'],
    ['src/x/fixtures/a.ts', 'never'],
    ['src/node_modules/a/a.ts', 'never'],
    ['src/old/a.ts', 'followed'],
    ['src/a.mdx', 'followed'],
    ['lib/a.ts', 'followed'],
  ])('says how dependency-cruiser comes to %s: %s', (file, place) => {
    expect(cruisedPlace(file, start)).toBe(place);
  });

  it('leaves out what the rules do not include', () => {
    expect(cruisedPlace('src/a.ts', { ...start, includeOnly: '^src/b' })).toBe('never');
  });
});

describe('looksFurther', () => {
  it.each([
    [`import path from 'node:path';\nexport default { extends: './base.cjs' };\n`, 'rules.mjs', false],
    [
      `/** @type {import('dependency-cruiser').IConfiguration} */\nmodule.exports = { forbidden: [] };\n`,
      'a.cjs',
      false,
    ],
    [`module.exports = { extends: 'dependency-cruiser/configs/recommended' };\n`, 'a.cjs', false],
    [`{ "extends": "dependency-cruiser/configs/recommended" }`, 'a.json', false],
    [`import { readdirSync } from 'node:fs';\nexport default { forbidden: readdirSync('packages') };\n`, 'a.mjs', true],
    [`const shared = require('@company/rules');\nmodule.exports = shared;\n`, 'a.cjs', true],
    [`const name = './a';\nmodule.exports = require(name);\n`, 'a.cjs', true],
    [`module.exports = { extends: '@company/rules' };\n`, 'a.cjs', true],
    [`const base = process.argv[2];\nmodule.exports = { extends: base };\n`, 'a.cjs', true],
    [`{ "extends": ["@company/rules"] }`, 'a.json', true],
    ['export default {', 'a.mjs', true],
  ])('says whether rules depend on more than their text: %s', (text, path, expected) => {
    expect(looksFurther(text, path)).toBe(expected);
  });
});

describe('parsePartAnswer', () => {
  it('takes the last line, and anything else for a reason to cruise the whole tree', () => {
    const answer = { head: [], base: [], baseEdges: [] };
    expect(parsePartAnswer(`a warning\n${JSON.stringify(answer)}\n`)).toEqual(answer);
    expect(parsePartAnswer('\n{"whole":"so"}\n')).toEqual({ whole: 'so' });
    expect(parsePartAnswer('killed')).toEqual({ whole: 'the script gave no answer' });
    expect(parsePartAnswer('{"head":[]}')).toEqual({ whole: 'the script gave an answer of another form' });
  });
});
