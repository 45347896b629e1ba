import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, it } from 'vitest';
import { canOverlap } from './scope-overlap.ts';

const scope = (write: string, ...forbid: string[]) => ({ write: [write], forbid });

it.each([
  ['src/**', 'src/a.ts', 'src/a.ts'],
  ['**', 'a/b', 'a/b'],
  ['src/*.ts', 'src/*.test.ts', 'src/.test.ts'],
  ['{a,b}/x', 'b/*', 'b/x'],
  ['a/**/z', '**/y/*', 'a/y/z'],
  ['a/[bc].ts', 'a/?.ts', 'a/b.ts'],
  ['**', '**', 'file'],
])('%s meets %s at %s', (a, b, path) => {
  expect(canOverlap(scope(a), scope(b))).toBe(path);
});

it.each([
  ['src/**', 'lib/**'],
  ['src/*.ts', 'src/a/b.ts'],
  ['src/*.ts', 'src/*.md'],
  ['{a,b}/x', 'c/x'],
])('%s and %s cannot meet', (a, b) => {
  expect(canOverlap(scope(a), scope(b))).toBeNull();
});

it('sees no overlap where one side forbids the whole of the other', () => {
  expect(canOverlap(scope('src/**', 'src/generated/**'), scope('src/generated/**'))).toBeNull();
  expect(canOverlap(scope('src/generated/**', 'src/**'), scope('src/**'))).toBeNull();
  expect(canOverlap(scope('src/**', 'src/a.ts'), scope('src/a.ts'))).toBeNull();
});

const segment = fc.constantFrom('a', 'b', '*', 'a*', '*b', '?', '**');
const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const path = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'ba'), { minLength: 1, maxLength: 4 })
  .map((names) => names.join('/'));

it('finds an overlap whenever a path matches both globs, with an example that matches both', () => {
  fc.assert(
    fc.property(glob, glob, path, (a, b, candidate) => {
      const example = canOverlap(scope(a), scope(b));
      const both = (one: string) =>
        picomatch.isMatch(one, a, { dot: true }) && picomatch.isMatch(one, b, { dot: true });
      if (both(candidate)) expect(example).not.toBeNull();
      // picomatch reads a trailing `/**` as at least one segment after a wildcard, as none after a name: we err to an overlap.
      if (example !== null && !`${a}${b}`.includes('**')) expect(both(example)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
