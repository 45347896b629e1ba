import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileMode } from './change.ts';
import { parsePatch } from './parse-patch.ts';
import { parseRawDiff, type RawEntry } from './parse-raw-diff.ts';

const mode = fc.constantFrom<FileMode>('100644', '100755', '120000', '160000');
const path = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('\0'));
const sha = fc.stringMatching(/^[0-9a-f]{40}$/);

const entry: fc.Arbitrary<RawEntry> = fc.oneof(
  fc.record({
    status: fc.constantFrom('added', 'modified', 'deleted'),
    isTypeChange: fc.constant(false),
    path,
    baseMode: mode,
    headMode: mode,
    headSha: sha,
  }),
  fc.record({
    status: fc.constantFrom('renamed', 'copied'),
    isTypeChange: fc.constant(false),
    path,
    basePath: path,
    baseMode: mode,
    headMode: mode,
    headSha: sha,
  }),
);

const letters = { added: 'A', modified: 'M', deleted: 'D', renamed: 'R086', copied: 'C100' };

const print = ({ status, baseMode, headMode, headSha, basePath, path: head }: RawEntry): string =>
  `:${baseMode} ${headMode} ${'0'.repeat(40)} ${headSha} ${letters[status]}\0${basePath === undefined ? '' : `${basePath}\0`}${head}\0`;

describe('parseRawDiff', () => {
  it('reads back every entry that git could print', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect(parseRawDiff(entries.map(print).join(''))).toEqual(entries);
      }),
    );
  });

  it('reads a type change as one modified entry', () => {
    expect(parseRawDiff(`:100644 120000 ${'a'.repeat(40)} ${'b'.repeat(40)} T\0x\0`)).toMatchObject([
      { status: 'modified', isTypeChange: true, path: 'x' },
    ]);
  });

  it('takes the modes of old histories for plain files', () => {
    expect(parseRawDiff(`:100664 100644 ${'a'.repeat(40)} ${'b'.repeat(40)} M\0x\0`)).toMatchObject([
      { baseMode: '100644' },
    ]);
  });

  it('refuses what is no raw diff', () => {
    expect(() => parseRawDiff('something else\0x\0')).toThrow(/Not a raw diff line/);
    expect(() => parseRawDiff(`:100644 100644 ${'a'.repeat(40)} ${'b'.repeat(40)} R100\0only one\0`)).toThrow();
  });
});

describe('parsePatch', () => {
  it('counts lines by the hunk header, so that content cannot pass for a header', () => {
    const patch = [
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +1,2 @@ context',
      '-diff --git a/y b/y',
      '-@@ -9,9 +9,9 @@',
      '\\ No newline at end of file',
      '+++ b/z',
      '+\\ No newline at end of file',
      '\\ No newline at end of file',
      'diff --git "a/q\\n" "b/q\\n"',
      'Binary files "a/q\\n" and "b/q\\n" differ',
      '',
    ].join('\n');
    expect(parsePatch(patch)).toEqual([
      {
        isBinary: false,
        hunks: [
          {
            baseStart: 1,
            baseCount: 2,
            headStart: 1,
            headCount: 2,
            removed: ['diff --git a/y b/y', '@@ -9,9 +9,9 @@'],
            added: ['++ b/z', '\\ No newline at end of file'],
          },
        ],
      },
      { isBinary: true, hunks: [] },
    ]);
  });

  it('refuses a hunk that is cut short', () => {
    expect(() => parsePatch('diff --git a/x b/x\n@@ -1,3 +0,0 @@\n-a\n')).toThrow(/without its 3 lines/);
  });

  it('reads nothing from nothing', () => {
    expect(parsePatch('')).toEqual([]);
    expect(parseRawDiff('')).toEqual([]);
  });
});
