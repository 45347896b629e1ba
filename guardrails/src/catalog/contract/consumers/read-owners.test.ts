import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTree } from '../../../source/memory-tree.builder.ts';
import { parseOwners, readOwners } from './read-owners.ts';

const owners = parseOwners(`
# comment
*                 @all
*.js              @js # trailing
/build/logs/      @doctocat
docs/*            docs@example.com
apps/             @octocat
/docs/            @root-docs @second
/scripts/**/gen   @gen
/apps/github
with\\ space.md    @space
`);

test.each([
  ['README.md', '@all'],
  ['src/deep/file.js', '@js'],
  ['build/logs/a/b.txt', '@doctocat'],
  ['other/build/logs/b.txt', '@all'],
  ['lib/docs/readme.md', '@all'],
  ['docs/deep/readme.md', '@root-docs @second'],
  ['lib/apps/one.ts', '@octocat'],
  ['apps/github/one.ts', null],
  ['scripts/a/b/gen', '@gen'],
  ['with space.md', '@space'],
])('%s is owned by the last line that covers it', (path, owner) => {
  expect(owners(path)).toBe(owner);
});

test('A star covers one folder only', () => {
  const one = parseOwners('docs/* @docs');
  expect([one('docs/a.md'), one('docs/deep/a.md')]).toEqual(['@docs', null]);
});

test('CODEOWNERS is looked for where GitHub looks for it; nobody owns anything without one', async () => {
  const first = await readOwners(buildTree({ 'docs/CODEOWNERS': '* @docs', '.github/CODEOWNERS': '* @github' }));
  expect(first('a')).toBe('@github');
  expect((await readOwners(buildTree({})))('a')).toBeNull();
});

test('No text makes it throw, and a last line for everything always counts', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const last = parseOwners(`${text}\n* @last`);
      expect(last('src/a.ts')).toBe('@last');
      parseOwners(text)('src/a.ts');
    }),
  );
});
