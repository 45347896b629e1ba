import { expect, it } from 'vitest';
import { buildRepository, withFolder } from '../../../guardrails/src/tree/repository.builder.ts';
import { operators } from '../../../test/guardbench/mutations/index.ts';
import { sampleOf } from '../commits/pick-commits.ts';
import { runMutants } from './run-mutants.ts';

const price = `import { rate } from './rate.ts';

export const priceOf = (pages: number): number => {
  const base = pages * 2;
  return base * rate;
};
`;

const priceTest = `import { expect, it } from 'vitest';
import { priceOf } from './price.ts';

it('prices a book by its pages', () => {
  expect(priceOf(10)).toBe(20);
  expect(priceOf(0)).toBe(0);
});
`;

const files = {
  'package.json': '{ "name": "shop", "type": "module", "devDependencies": { "vitest": "^5.0.0" } }\n',
  'src/rate.ts': 'export const rate = 1;\n',
  'src/price.ts': price,
  'src/price.test.ts': priceTest,
};

it('finds what it plants on the real commits of a repository, with a brief as an error, and leaves no trace in it', () =>
  withFolder(async (dir) => {
    const { root, git, commit } = await buildRepository(`${dir}/shop`);
    await commit(files);
    const sha = await commit({ 'src/price.ts': price.replace('base * rate', 'base * rate + 0') });
    const refs = await git.text(['for-each-ref']);
    const chosen = operators.filter(({ id }) => ['skip-test', 'leak-github-key', 'link-out'].includes(id));
    const { results, commits } = await runMutants({
      repositories: [root],
      sample: sampleOf(sha),
      count: 1,
      operators: chosen,
      jobs: 1,
    });
    expect(commits).toBe(1);
    expect(results.map(({ operator, file }) => [operator, file])).toEqual([
      ['skip-test', 'src/price.test.ts'],
      ['leak-github-key', expect.stringMatching(/^src\/(price|rate)\.ts$/) as string],
      ['link-out', 'src/shared-settings'],
    ]);
    expect(results.map(({ plain }) => plain.outcome)).not.toContain('missed');
    expect(results.map(({ withBrief }) => withBrief.outcome)).toEqual(['error', 'error', 'error']);
    expect(await git.text(['for-each-ref'])).toBe(refs);
  }));
