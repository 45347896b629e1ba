import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moduleFacts, type ImportFact } from './module-facts.ts';

const read = (text: string, path = 'a.ts') => moduleFacts.read(text, path);
const short = ({ specifier, kind, isTypeOnly, names, line }: ImportFact) =>
  `${line} ${kind}${isTypeOnly ? ' type' : ''} ${specifier} {${names.join(',')}}`;

describe('the imports of a module', () => {
  it('are read in each of their forms, with names and lines', () => {
    const text = `import a, { b as c, type D } from './one';
import type { E } from './two';
import { type F } from './three';
import * as n from './four';
import './five';
export { x as y, type Z } from './six';
export * from './seven';
export type * from './eight';
const l = await import('./nine');
const m = import(\`./\${l}\`);
import o = require('./ten');
const p = require("./eleven");
let q: import('./twelve').Q;
/// <reference path="thirteen.d.ts" />
`;
    expect(read(text).imports.map(short)).toEqual([
      '1 static ./one {default,b}',
      '2 static type ./two {}',
      '3 static type ./three {}',
      '4 static ./four {*}',
      '5 static ./five {}',
      '6 export ./six {x}',
      '7 export ./seven {*}',
      '8 export type ./eight {}',
      '9 dynamic ./nine {*}',
      '11 require ./ten {*}',
      '12 require ./eleven {*}',
      '13 require type ./twelve {}',
      '14 require type ./thirteen.d.ts {}',
    ]);
  });

  it('are none in comments and strings', () => {
    expect(read(`// import './a'\nconst x = "import './b'";\n/* require('./c') */`).imports).toEqual([]);
  });

  it('are found in the scripts of component files', () => {
    const text = `<template><a href="x"/></template>\n<script setup>\nimport Card from './Card.vue'\n</script>`;
    expect(read(text, 'a.vue').imports.map(short)).toEqual(['3 static ./Card.vue {*}']);
  });

  it('are read from JSX in a .js file and from TypeScript with decorators', () => {
    expect(read(`import a from './a';\nexport default () => <a.B c="d">{e}</a.B>;`, 'a.js').status).toBe('parsed');
    expect(
      read(`import { D } from './d';\n@D() class A { constructor(@D() private b: string) {} }`).imports,
    ).toHaveLength(1);
  });
});

describe('the exports of a module', () => {
  it('tell types from values, and where a name comes from', () => {
    const text = `import { v } from './v';
export interface I { a: 1 }
export type T = 1;
export const c = 1, d = 2;
export default class {}
type Local = 1;
interface Both {} const Both = 1;
export { Local, Both, v as w };
export * as ns from './ns';
`;
    expect(
      read(text).exports.map(({ name, isType, from }) => `${name}${isType ? ' type' : ''} ${from ?? ''}`.trim()),
    ).toEqual([...['w ./v', 'I type', 'T type', 'c', 'd', 'default', 'Local type', 'Both', 'ns ./ns']]);
  });
});

describe('what is no module', () => {
  it('is said to be broken or too large', () => {
    expect(read('import {{{').status).toBe('broken');
    expect(read(`export const a = '${'x'.repeat(1_600_000)}';`).status).toBe('too-large');
  });

  it('never throws, and its facts survive JSON', () => {
    const pieces = fc.constantFrom(
      'import ',
      '{',
      '}',
      "'./a'",
      ' from ',
      'export ',
      '*',
      'require(',
      ')',
      '`',
      '\n',
      '\0',
      '<',
      'type ',
      '\u{1F600}',
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((all) => all.join('')),
        fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'a.vue', 'a.d.ts'),
        (text, path) => {
          const facts = read(text, path);
          expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
        },
      ),
    );
  });
});
