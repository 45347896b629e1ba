import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGit, withTemporaryFolder } from '@interlock-dev/guardrails/tree';
import { createBranch, createForeignRepository, edited, lines } from './foreign-repository.builder.ts';
import { startCommand, type ScratchPlace } from './scratch-place.builder.ts';

let place: ScratchPlace;
let start: string;

beforeAll(async () => {
  place = await createForeignRepository();
  start = await place.repository.git.text(['rev-parse', 'main']);
});
afterAll(() => place.remove());

/** Two good branches that share no line, and one whose code its own tests refuse. */
beforeEach(async () => {
  await createBranch(place, 'feature/tax', {
    'src/cart/tax.ts': lines(
      "import type { Cents } from '../money/cents.js';",
      "import { percentOf } from '../money/percent.js';",
      '',
      'export const tax = (goods: Cents): Cents => percentOf(goods, 19);',
    ),
    'test/tax.test.ts': lines(
      "import { expect, it } from 'vitest';",
      "import { tax } from '../src/cart/tax.js';",
      '',
      "it('is nineteen percent', () => {",
      '  expect(tax(1000)).toBe(190);',
      '});',
    ),
  });
  await createBranch(place, 'coupon', {
    'src/cart/discount.ts': await edited(place, 'src/cart/discount.ts', ['HALF: 50', 'HALF: 50, THIRD: 33']),
  });
  await createBranch(place, 'cheaper', {
    'src/cart/shipping.ts': await edited(place, 'src/cart/shipping.ts', ['>= freeFrom', '> freeFrom']),
  });
});
afterEach(async () => {
  const { git } = place.repository;
  await git.text(['reset', '--quiet', '--hard', start]);
  await git.text(['branch', '--quiet', '-D', 'feature/tax', 'coupon', 'cheaper']);
  expect(await place.processes()).toEqual([]);
  expect(await place.temporaryFiles()).toEqual([]);
});

/** What a person sees as history: subjects of main's own line, oldest first, without where it started. */
const landedSubjects = async (): Promise<readonly string[]> => {
  const log = await place.repository.git.text(['log', '--first-parent', '--reverse', '--format=%s', `${start}..main`]);
  return log.split('\n').filter((line) => line !== '');
};

/** Runs the repository's own tests on a commit, in a fresh work tree. Answers the exit code. */
const testCommit = (commit: string): Promise<number | null> =>
  withTemporaryFolder('interlock-line-commit-', async (dir) => {
    const { root } = place.repository;
    const checkout = join(dir, 'checkout');
    await createGit({ cwd: root }).text(['worktree', 'add', '--quiet', '--detach', checkout, commit]);
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
    const env = { PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`, HOME: place.home };
    const { exitCode } = await startCommand(['npm', 'test'], { cwd: checkout, env }).answer;
    await createGit({ cwd: root }).text(['worktree', 'remove', '--force', checkout]);
    return exitCode;
  });

describe('land on a repository that is not this one, without any configuration', () => {
  it('lands the good branches in order as merge commits, and names the fault of the other', async () => {
    const { exitCode, stdout, stderr } = await place.interlock(['land', 'feature/tax', 'coupon', 'cheaper']);
    expect(await landedSubjects(), stderr).toEqual(["Merge branch 'feature/tax'", "Merge branch 'coupon'"]);
    expect(stdout).toContain('tests/failing test/shipping.test.ts:6');
    expect(stdout).toMatch(/2 landed · 1 blocked/);
    expect(exitCode).toBe(1);

    const { git } = place.repository;
    expect(await git.text(['symbolic-ref', '--short', 'HEAD'])).toBe('main');
    expect(await git.text(['status', '--porcelain'])).toBe('');
    for (const branch of ['feature/tax', 'coupon'])
      expect((await git.run(['merge-base', '--is-ancestor', branch, 'main'])).exitCode).toBe(0);
    expect((await git.run(['merge-base', '--is-ancestor', 'cheaper', 'main'])).exitCode).toBe(1);
    const landed = (await git.text(['rev-list', '--first-parent', `${start}..main`])).split('\n');
    // One after the other: git worktrees that are made at once get in each other's way.
    const exitCodes: (number | null)[] = [];
    for (const commit of landed) exitCodes.push(await testCommit(commit));
    expect(exitCodes).toEqual([0, 0]);
  });

  it('says so and changes nothing when what is to land has landed', async () => {
    await place.interlock(['land', 'feature/tax']);
    const tip = await place.repository.git.text(['rev-parse', 'main']);
    expect(await place.interlock(['land', 'feature/tax'])).toEqual({
      exitCode: 0,
      stdout: 'feature/tax is in main already: nothing to land\n',
      stderr: '',
    });
    expect(await place.repository.git.text(['rev-parse', 'main'])).toBe(tip);
    const rest = await place.interlock(['land', 'feature/tax', 'coupon']);
    expect(rest.stdout).toContain('feature/tax is in main already');
    expect(await landedSubjects()).toEqual(["Merge branch 'feature/tax'", "Merge branch 'coupon'"]);
    expect(rest.exitCode).toBe(0);
  });

  it('lands the first of two branches that edit the same line and never picks a side for the other', async () => {
    await createBranch(place, 'other-coupon', {
      'src/cart/discount.ts': await edited(place, 'src/cart/discount.ts', ['HALF: 50', 'HALF: 50, QUARTER: 25']),
    });
    const { exitCode, stdout } = await place.interlock(['land', 'coupon', 'other-coupon']);
    expect(exitCode).toBe(1);
    expect(await landedSubjects()).toEqual(["Merge branch 'coupon'"]);
    expect(await place.repository.git.text(['diff', '--name-only', 'main', 'coupon'])).toBe('');
    expect(stdout).toContain('src/cart/discount.ts');
    expect(stdout).toMatch(/conflict/);
    await place.repository.git.text(['branch', '--quiet', '-D', 'other-coupon']);
  });
});
