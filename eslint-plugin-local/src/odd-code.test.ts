import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import plugin from './index.ts';

/** Pieces that the rules look for, in places where they do not expect them; `$` is where another piece goes. */
const pieces = [
  [
    '',
    ';',
    '/* nothing */',
    '"use strict";',
    'class { }',
    '({})',
    '[,,]',
    'async () => {}',
    '`${x}`',
    'null',
    'this',
    'x',
  ],
  [
    'process.env.A',
    'setInterval($)',
    'fetch($)',
    'new Map()',
    'Object.create(null)',
    'new Promise($)',
    'pool.connect()',
  ],
  [
    'it("x", () => $)',
    'it.each([$])("x", $)',
    'vi.mock($)',
    'emitter.on("x", $)',
    'signal.addEventListener("abort", $)',
  ],
  ['db.query(`SELECT a FROM b WHERE c = ${$}`)', 'new (class extends Error { constructor(cause) { super($); } })()'],
  ['a[$] = $', 'req.query[$]', 'price * 1.2 === ($)', '($) ?? ($)', '($) || (($) && ($))', 'await ($)', '(($), ($))'],
  [
    '{ get [$]() { return $; }, ...($), async *x() { yield $; } }',
    'class A extends ($) { static #x = $; static { $; } }',
  ],
  [
    'import("$")',
    'require($)',
    'new ($)()',
    '($)?.[$]?.()',
    'typeof ($)',
    '(function () { try { $; } catch { $; } })()',
  ],
].flat();

const code = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
  .map((chosen) => chosen.reduceRight((inner, piece) => piece.replaceAll('$', inner === '' ? '0' : inner)))
  .map((expression) => `const made = async (req, signal, pool) => (${expression}\n);`);

const rules = Object.fromEntries(Object.keys(plugin.rules).map((name) => [`local/${name}`, 'error']));
const configurations = [
  { plugins: { local: plugin }, rules },
  { plugins: { local: plugin }, rules, languageOptions: { parser } },
] as unknown as readonly Linter.Config[];

const lint = (text: string) => configurations.map((configuration) => new Linter().verify(text, [configuration]));

describe('every rule', () => {
  it('gives an answer on any code that can be parsed, whatever the parser', () => {
    fc.assert(
      fc.property(code, (text) => {
        for (const messages of lint(text)) expect(messages.every(({ line }) => line >= 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('gives an answer on files that hold hardly anything', () => {
    const texts = [
      '',
      '\n',
      '#!/usr/bin/env node',
      '// only a comment',
      'export default class {}',
      'export * from "./a";',
    ];
    for (const text of texts) expect(lint(text)).toEqual([[], []]);
  });
});
