import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../../change/change.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Tree } from '../../tree/tree.ts';
import { assessHazards } from './assess-hazards.ts';
import { findDisguisedWords, findMixedWords, skeletonOf } from './confusables.ts';
import { findFileHazards } from './file-hazards.ts';
import { findPathHazards } from './path-hazards.ts';
import { scope } from './scope.ts';
import { findTextHazards } from './text-hazards.ts';

const file = (path: string, text = '', facts: Partial<ChangedFile> = {}): ChangedFile => {
  const added = text === '' ? [] : text.split('\n');
  return {
    ...{ status: 'modified', path, baseMode: '100644', headMode: '100644', isBinary: false },
    hunks: [{ baseStart: 4, baseCount: 0, headStart: 5, headCount: added.length, removed: [], added }],
    ...facts,
  };
};

const brief: BriefTerms = {
  ...{ task: 'a-task', scope: { write: ['**'], forbid: [] }, api: 'unchanged', tests: 'add' },
  ...{ behaviour: 'unchanged', diffLines: null },
};

const ofText = (path: string, text: string, terms: BriefTerms | null = null): readonly string[] =>
  assessHazards(findTextHazards(file(path, text)), terms).map(
    ({ level, code, line }) => `${level} ${code} ${line ?? ''}`,
  );

const treeOf = (texts: { readonly [path: string]: string }): Tree => ({
  commit: null,
  sha: '',
  list: () => Promise.resolve([]),
  readText: (path) => Promise.resolve(texts[path] ?? null),
  checkout: () => Promise.reject(new Error('nothing here needs files on disk')),
});

type Sides = {
  readonly base?: { readonly [path: string]: string };
  readonly head?: { readonly [path: string]: string };
};

const ofFiles = async (
  files: readonly ChangedFile[],
  { base = {}, head = {} }: Sides = {},
): Promise<readonly string[]> =>
  assessHazards(
    await findFileHazards({ base: treeOf(base), head: treeOf(head), change: { base: 'b', head: 'h', files } }),
    brief,
  ).map(({ level, code, file: path }) => `${level} ${code} ${path ?? ''}`);

const ofPath = (path: string, paths: readonly string[] = [], facts: Partial<ChangedFile> = { status: 'added' }) =>
  assessHazards(findPathHazards([file(path, '', facts)], [path, ...paths]), null).map(
    ({ level, code }) => `${level} ${code}`,
  );

describe('hazards of text', () => {
  it('blocks a control that turns the direction of text in code, and names its line', () => {
    expect(ofText('src/a.ts', "const a = 1;\nif (role !== 'user\u2066 // admins \u2069') {}")).toEqual([
      'error scope/bidi-control 6',
    ]);
    expect(ofText('src/a.test.ts', '// \u202e')).toEqual(['warning scope/bidi-control 5']);
    expect(ofText('locales/ar.json', '"a": "\u202bمرحبا\u202c"')).toEqual([]);
  });

  it.each([
    ['a Hangul filler', 'const \u3164 = 1;', ['error scope/invisible-character 5']],
    ['tags', 'const a = "x\u{e0041}\u{e0042}";', ['error scope/invisible-character 5']],
    ['data in variation selectors', `const a = "\u{e0100}\u{e0101}\u{e0102}";`, ['error scope/invisible-character 5']],
    ['a zero-width space in a name', 'const is\u200bAdmin = true;', ['warning scope/invisible-character 5']],
    ['an emoji of several parts', 'const a = "👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿";', []],
    ['a joiner of another script', 'const a = "می‌خواهم";', []],
    ['plain text', 'const a = "naïve café — ü";', []],
    ['an escape', String.raw`const a = "\u202e\u200b";`, []],
  ])('judges %s', (_, text, expected) => {
    expect(ofText('src/a.ts', text)).toEqual(expected);
  });

  it('lets a byte-order mark pass at the start of a file alone', () => {
    const bom = {
      hunks: [{ baseStart: 0, baseCount: 0, headStart: 1, headCount: 1, removed: [], added: ['\ufeffconst a = 1;'] }],
    };
    expect(findTextHazards(file('src/a.ts', '', bom))).toEqual([]);
    expect(ofText('src/a.ts', 'const a = 1;\ufeff')).toEqual(['warning scope/invisible-character 5']);
  });

  it.each([
    ['a Cyrillic letter in a name', 'if (user.is\u0410dmin) {}', ['warning scope/confusable-identifier 5']],
    ['a name of look-alikes alone', 'const \u0441\u043e\u0440\u0443 = 1;', ['warning scope/confusable-identifier 5']],
    ['a comment in Russian', '// \u0441\u043e\u0440 \u0432 \u0438\u0437\u0431\u0435', []],
    ['a text in Greek', "const a = '\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1';", []],
    ['a letter of mathematics', 'const \u0394x = 1, \u03bcs = 2;', []],
  ])('judges %s', (_, text, expected) => {
    expect(ofText('src/a.ts', text)).toEqual(expected);
  });

  it('blocks a merge conflict that nobody settled, and no other row of marks', () => {
    const conflict = '<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> topic';
    expect(ofText('src/a.ts', conflict)).toEqual(['error scope/conflict-marker 5']);
    expect(ofText('src/a.ts', conflict.replace(/^<{7} .*$/m, '<<<<<<< SEARCH'))).toEqual([]);
    expect(ofText('docs/git.md', conflict)).toEqual([]);
    expect(ofText('src/a.ts', '// =======\n=======')).toEqual([]);
  });

  it('keeps no text of the file, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { detail, line } of findTextHazards(file('src/a.ts', text))) {
          expect(Object.values(detail).every((value) => /^(?:U\+[0-9A-F]{4,6})?$/.test(value))).toBe(true);
          expect(line).toBeGreaterThanOrEqual(5);
        }
      }),
    );
  });
});

describe('hazards of paths', () => {
  it('finds two paths that are one elsewhere, and folders likewise in a milder way', () => {
    expect(ofPath('src/Button.tsx', ['src/button.tsx'])).toEqual(['error scope/case-collision']);
    expect(ofPath('src/cafe\u0301.ts', ['src/caf\u00e9.ts'])).toEqual(['error scope/case-collision']);
    expect(ofPath('src/Lib/a.ts', ['src/lib/b.ts'])).toEqual(['warning scope/case-collision']);
    expect(ofPath('src/a.ts', ['src/b.ts', 'lib/a.ts'])).toEqual([]);
  });

  it('does not blame an edit for two paths that were there', () => {
    expect(ofPath('src/Button.tsx', ['src/button.tsx'], { status: 'modified' })).toEqual([]);
  });

  it('notes a rename that changes only the case', () => {
    expect(ofPath('src/utils.ts', [], { status: 'renamed', basePath: 'src/Utils.ts' })).toEqual([
      'note scope/case-only-rename',
    ]);
  });

  it.each(['src/aux.ts', 'con', 'a/what?.ts', 'a/b./c.ts', 'a/nul', 'x'.repeat(241)])(
    'warns of %s, which Windows cannot hold',
    (path) => {
      expect(ofPath(path)).toEqual(['warning scope/windows-name']);
    },
  );

  it.each(['src/auxiliary.ts', 'app/[id]/page.tsx', '.github/x.yml', 'src/console.ts'])('lets %s pass', (path) => {
    expect(ofPath(path)).toEqual([]);
  });

  it('warns of a path with look-alike letters', () => {
    expect(ofPath('src/\u0430uth.ts')).toEqual(['warning scope/confusable-path']);
  });

  it('finds a collision from either side', () => {
    const path = fc.stringMatching(/^[a-zA-Z]{1,4}\/[a-zA-Z]{1,4}$/);
    fc.assert(
      fc.property(path, path, (one, other) => {
        const collides = (added: string, there: string): boolean =>
          findPathHazards([file(added, '', { status: 'added' })], [added, there]).some(
            ({ kind }) => kind === 'case-collision',
          );
        expect(collides(one, other)).toBe(collides(other, one));
      }),
    );
  });
});

describe('hazards of whole files', () => {
  const header = '// Generated by openapi-typescript. Do not edit.\nexport type A = 1;\n';

  it('warns of an edit of a generated file without anything that it may come from', async () => {
    const generated = file('src/client.ts', 'x');
    const head = { 'src/client.ts': header };
    expect(await ofFiles([generated], { head })).toEqual(['warning scope/generated-edited src/client.ts']);
    expect(await ofFiles([generated, file('README.md', 'x')], { head })).toEqual([
      'warning scope/generated-edited src/client.ts',
    ]);
    expect(await ofFiles([generated, file('openapi.yaml', 'x')], { head })).toEqual([]);
  });

  it('knows generated files by folder and by the attributes of base', async () => {
    expect(await ofFiles([file('src/generated/a.ts', 'x')])).toEqual([
      'warning scope/generated-edited src/generated/a.ts',
    ]);
    const base = { '.gitattributes': 'schema.ts linguist-generated=true\n' };
    expect(await ofFiles([file('src/schema.ts', 'x')], { base })).toEqual([
      'warning scope/generated-edited src/schema.ts',
    ]);
    expect(await ofFiles([file('src/schema.ts', 'x')])).toEqual([]);
  });

  it('warns of what nobody can read: far too many lines, machine code', async () => {
    const long = 'x\n'.repeat(20_001);
    expect(await ofFiles([file('data/dump.json', long)], { head: { 'data/dump.json': long } })).toEqual([
      'warning scope/huge-file data/dump.json',
    ]);
    expect(await ofFiles([file('package-lock.json', long)], { head: { 'package-lock.json': long } })).toEqual([]);
    expect(await ofFiles([file('vendor/fast.node', '', { isBinary: true, status: 'added' })])).toEqual([
      'warning scope/binary-code vendor/fast.node',
    ]);
    expect(await ofFiles([file('logo.png', '', { isBinary: true, status: 'added' })])).toEqual([]);
  });

  it('warns of a file that becomes executable and is no script', async () => {
    const executable = { headMode: '100755' } as const;
    expect(await ofFiles([file('src/a.ts', '', executable)], { head: { 'src/a.ts': 'export {};\n' } })).toEqual([
      'warning scope/mode-changed src/a.ts',
    ]);
    expect(await ofFiles([file('tool', '', executable)], { head: { tool: '#!/bin/sh\n' } })).toEqual([]);
    expect(await ofFiles([file('deploy.sh', '', executable)], { head: { 'deploy.sh': 'x\n' } })).toEqual([]);
  });
});

describe('look-alike letters', () => {
  it('leaves ASCII as it is and finds nothing in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(skeletonOf(text)).toBe(text);
        expect([...findMixedWords(text), ...findDisguisedWords(text)]).toEqual([]);
      }),
    );
  });

  it('is part of the guardrail: its evidence holds the hazards of the change', async () => {
    const change = { base: 'b', head: 'h', files: [file('src/a.ts', '// \u202e')] };
    const trees = { base: treeOf({}), head: treeOf({}) };
    const policy = { configuration: defaultConfiguration, exemptions: [], brief: null };
    const collected = await scope.collect({ ...trees, change, policy } as unknown as Parameters<
      typeof scope.collect
    >[0]);
    const evidence = 'evidence' in collected ? collected.evidence : null;
    expect(evidence === null ? [] : scope.assess(evidence, policy).map(({ code }) => code)).toEqual([
      'scope/bidi-control',
    ]);
  });
});
