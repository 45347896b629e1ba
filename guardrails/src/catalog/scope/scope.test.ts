import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import { linkEscapes } from './link-escapes.ts';
import type { ScopeEvidence, ScopeFile } from './scope-evidence.ts';
import { scope } from './scope.ts';

const brief = (terms: Partial<BriefTerms> = {}): BriefTerms => ({
  task: 'a-task',
  scope: { write: ['src/**'], forbid: [] },
  api: 'unchanged',
  tests: 'add',
  behaviour: 'unchanged',
  diffLines: null,
  ...terms,
});

const file = (facts: Partial<ScopeFile> = {}): ScopeFile => ({
  status: 'modified',
  path: 'src/a.ts',
  basePath: null,
  baseMode: '100644',
  headMode: '100644',
  addedLines: 1,
  removedLines: 1,
  isBinary: false,
  linkTarget: null,
  ...facts,
});

const policy = (terms: BriefTerms | null): Policy => ({
  configuration: defaultConfiguration,
  exemptions: [],
  brief: terms,
});

const assess = (files: readonly ScopeFile[], terms: BriefTerms | null = brief()) =>
  scope.assess({ files, links: [], hazards: [] }, policy(terms));

const codes = (files: readonly ScopeFile[], terms: BriefTerms | null = brief()): readonly string[] =>
  assess(files, terms).map(({ code, level, file: path }) => `${level} ${code} ${path ?? ''}`);

describe('scope', () => {
  it('accepts what stays inside', () => {
    expect(codes([file(), file({ path: 'src/.hidden/[id].ts', status: 'added' })])).toEqual([]);
  });

  it('finds a file outside, and says where the task may write', () => {
    const [finding] = assess([file({ path: 'lib/a b ö.ts' })]);
    expect(finding).toMatchObject({ code: 'scope/outside', level: 'error', file: 'lib/a b ö.ts' });
    expect(scope.messages['scope/outside']?.(finding?.data ?? {})).toMatch(/lib\/a b ö\.ts is outside .*\(src\/\*\*\)/);
  });

  it('finds a forbidden file inside what may be written', () => {
    const terms = brief({ scope: { write: ['**'], forbid: ['src/generated/**'] } });
    expect(codes([file({ path: 'src/generated/x.ts' })], terms)).toEqual(['error scope/forbidden src/generated/x.ts']);
  });

  it('counts both paths of a rename, and only the new one of a copy', () => {
    const moved = { path: 'src/b.ts', basePath: 'lib/b.ts' };
    expect(codes([file({ ...moved, status: 'renamed' })])).toEqual(['error scope/outside lib/b.ts']);
    expect(codes([file({ ...moved, status: 'copied' })])).toEqual([]);
  });

  it('counts a change of mode alone', () => {
    const executable = file({ path: 'run.sh', headMode: '100755', addedLines: 0, removedLines: 0 });
    expect(codes([executable])).toEqual(['error scope/outside run.sh']);
  });

  it('measures the diff against the limit of the brief', () => {
    const files = [file({ addedLines: 60, removedLines: 41 })];
    expect(codes(files, brief({ diffLines: 100 }))).toEqual(['error scope/diff-too-large ']);
    expect(codes(files, brief({ diffLines: 101 }))).toEqual([]);
  });

  it('names the same finding whatever the size, so that an exemption does not break with each edit', () => {
    const size = (addedLines: number) => assess([file({ addedLines })], brief({ diffLines: 1 }))[0]?.fingerprint;
    expect(size(50)).toBe(size(60));
  });

  it('finds a symlink that leads out, without a brief too', () => {
    const link = file({ path: 'src/link', status: 'added', headMode: '120000', linkTarget: '../../etc/passwd' });
    expect(codes([link], null)).toEqual(['error scope/symlink-escapes src/link']);
    expect(codes([file({ ...link, linkTarget: 'a.ts' })], null)).toEqual([]);
  });

  it('reports a submodule that moved: an error with a brief that does not name it, else a warning', () => {
    const module = file({ path: 'src/module', baseMode: '160000', headMode: '160000' });
    expect(codes([module])).toEqual(['error scope/submodule-changed src/module']);
    expect(codes([module], null)).toEqual(['warning scope/submodule-changed src/module']);
    expect(codes([module], brief({ scope: { write: ['src/module'], forbid: [] } }))).toEqual([
      'warning scope/submodule-changed src/module',
    ]);
    expect(scope.notChecked?.({ files: [module], links: [], hazards: [] }, policy(null))).toMatchObject([
      { what: 'src/module' },
    ]);
  });

  it('says nothing of paths without a brief', () => {
    expect(codes([file({ path: 'anything' })], null)).toEqual([]);
  });

  it('says that lines of binary files were not counted', () => {
    const evidence: ScopeEvidence = { files: [file({ isBinary: true, path: 'src/x.png' })], links: [], hazards: [] };
    expect(scope.notChecked?.(evidence, policy(brief({ diffLines: 5 })))).toMatchObject([{ what: 'src/x.png' }]);
    expect(scope.notChecked?.(evidence, policy(brief()))).toEqual([]);
  });

  it('has a message for each code that it can give', () => {
    expect(Object.keys(scope.messages).every((code) => code.startsWith('scope/'))).toBe(true);
  });

  it('finds the same whatever the order of files, and the same each time', () => {
    const path = fc.constantFrom('src/a.ts', 'lib/b.ts', 'c.ts', 'src/generated/d.ts');
    const files = fc.uniqueArray(path, { minLength: 1 }).map((paths) => paths.map((one) => file({ path: one })));
    const shuffled = files.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    );
    const terms = brief({ scope: { write: ['src/**'], forbid: ['src/generated/**'] } });
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect([...codes(one, terms)].sort()).toEqual([...codes(other, terms)].sort());
      }),
    );
  });
});

describe('linkEscapes', () => {
  const none = new Set<string>();

  it.each([
    ['a', '/etc/passwd', true],
    ['a', '../x', true],
    ['d/a', '../x', false],
    ['d/e/a', '../../../x', true],
    ['d/a', 'x/../../y', false],
    ['d/a', 'x/../../../y', true],
    ['a', '.git/config', true],
    ['d/a', '../.GIT/hooks', true],
    ['a', '.github/x', false],
    ['a', './b//c', false],
  ])('%s → %s: %s', (path, target, expected) => {
    expect(linkEscapes(path, target, none)).toBe(expected);
  });

  it('does not trust a .. behind another symlink, which leads up from wherever that one points', () => {
    expect(linkEscapes('a/b/second', 'first/../../secret', new Set(['a/b/first']))).toBe(true);
    expect(linkEscapes('a/b/second', 'first/../../secret', none)).toBe(false);
  });

  it('lets nothing out that has no .. and is not absolute', () => {
    const part = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), fc.array(part, { minLength: 1 }), (path, target) => {
        expect(linkEscapes(path.join('/'), target.join('/'), none)).toBe(false);
      }),
    );
  });
});
