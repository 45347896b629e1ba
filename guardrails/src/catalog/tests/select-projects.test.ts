import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectProjects } from './select-projects.ts';

type Package = {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

const select = (packages: Readonly<Record<string, Package>>, files: readonly string[], paths: readonly string[] = []) =>
  selectProjects({
    packages: new Map(Object.entries(packages).map(([dir, value]) => [dir, JSON.stringify(value)])),
    paths: new Set(paths),
    files,
  });

const runnerOf = (root: Package, paths: readonly string[] = []) => select({ '': root }, ['src/a.ts'], paths)[0]?.runner;

describe('the runner of a package', () => {
  it.each([
    ['vitest run --coverage', { kind: 'vitest' }],
    ['tsc && jest --ci', { kind: 'jest' }],
    ['node --test', { kind: 'node', flags: [] }],
    ['node --import tsx --test "src/**/*.test.ts"', { kind: 'node', flags: ['--import', 'tsx'] }],
    [
      'node --experimental-strip-types --test --test-reporter spec',
      { kind: 'node', flags: ['--experimental-strip-types'] },
    ],
    ['tsx --test', { kind: 'node', flags: ['--import', 'tsx'] }],
    ['mocha -r esm', { kind: 'command', command: 'mocha -r esm' }],
  ])('is read from its script: %s', (test, runner) => {
    expect(runnerOf({ scripts: { test } })).toEqual(runner);
  });

  it('is read from the script that `test` goes on to', () => {
    const scripts = { test: 'node scripts/setup.mjs && npm run test:run', 'test:run': 'vitest run' };
    expect(runnerOf({ scripts })).toEqual({ kind: 'vitest' });
  });

  it('is read from a configuration file or a dependency when no script says it', () => {
    expect(runnerOf({}, ['vitest.config.ts'])).toEqual({ kind: 'vitest' });
    expect(runnerOf({ devDependencies: { jest: '^30' } })).toEqual({ kind: 'jest' });
  });

  it('is none where npm only put its own words', () => {
    expect(runnerOf({ scripts: { test: 'echo "Error: no test specified" && exit 1' } })).toBeUndefined();
  });
});

describe('in a repository of several packages', () => {
  const vitest = { scripts: { test: 'vitest run' } };
  const files = ['packages/a/src/x.ts', 'packages/b/y.ts', 'root.ts'];
  const dirs = (packages: Readonly<Record<string, Package>>) =>
    select(packages, files).map(({ dir, files: own }) => [dir, own.length]);

  it('the root runs all when it names the runner', () => {
    expect(dirs({ '': vitest, 'packages/a': vitest })).toEqual([['', 3]]);
  });

  it('each package runs its own when the root only hands on', () => {
    const root = { scripts: { test: 'turbo run test' }, devDependencies: { vitest: '^5' } };
    expect(dirs({ '': root, 'packages/a': vitest, 'packages/b': { scripts: { test: 'node --test' } } })).toEqual([
      ['packages/a', 1],
      ['packages/b', 1],
      ['', 1],
    ]);
  });

  it('a package with another runner than the root keeps it', () => {
    expect(dirs({ '': vitest, 'packages/b': { scripts: { test: 'node --test' } } })).toEqual([
      ['', 2],
      ['packages/b', 1],
    ]);
  });

  it('a file belongs to at most one project, whatever the packages say', () => {
    const packageArbitrary = fc.oneof(
      fc.json(),
      fc.constantFrom(JSON.stringify(vitest), '{', '{"scripts":{"test":"jest"}}'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('', 'packages/a', 'packages/b', 'packages'), packageArbitrary),
        (packages) => {
          const projects = selectProjects({ packages: new Map(Object.entries(packages)), paths: new Set(), files });
          const owned = projects.flatMap((project) => project.files);
          expect(new Set(owned).size).toBe(owned.length);
          expect(owned.every((file) => files.includes(file))).toBe(true);
        },
      ),
    );
  });
});
