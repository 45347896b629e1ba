import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isGitFolderName } from './git-folder-name.ts';

it.each([
  '.git',
  '.GIT',
  '.gIt',
  '.git.',
  '.git ',
  '.git . ',
  'git~1',
  'GIT~1',
  '.git::$INDEX_ALLOCATION',
  '.g\u200cit',
  'a\\.git',
])('takes %j for a git directory', (name) => expect(isGitFolderName(name)).toBe(true));

it.each([
  '.gitignore',
  '.gitattributes',
  '.github',
  'git',
  '.gita',
  'x.git',
  'git~2',
  '..git',
  '.git-blame-ignore-revs',
])('takes %j for a plain name', (name) => expect(isGitFolderName(name)).toBe(false));

it('is not led astray by case, trailing dots and spaces, or characters that HFS+ ignores', () => {
  const letter = (text: string) => fc.constantFrom(text.toLowerCase(), text.toUpperCase());
  const ignored = fc.stringMatching(/^[\u200c-\u200f\ufeff]{0,2}$/);
  const trailing = fc.stringMatching(/^[ .]{0,4}$/);
  const disguised = fc
    .tuple(ignored, letter('g'), ignored, letter('i'), ignored, letter('t'), trailing)
    .map((parts) => `.${parts.join('')}`);
  fc.assert(fc.property(disguised, (name) => isGitFolderName(name)));
});
