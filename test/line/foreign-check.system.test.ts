import type { Report } from '@interlock-dev/guardrails';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardrailIds } from '../../guardrails/src/policy/default-configuration.ts';
import { createBranch, createForeignRepository, edited } from './foreign-repository.builder.ts';
import type { Answer, ScratchPlace } from './scratch-place.builder.ts';

let place: ScratchPlace;

beforeAll(async () => {
  place = await createForeignRepository();
});
afterAll(() => place.remove());

/** One file of main, with the first piece replaced by the second. */
type SmallChange = { readonly file: string; readonly piece: readonly [from: string, to: string] };

const check = async (branch: string, { file, piece }: SmallChange): Promise<Answer & { report: Report }> => {
  await createBranch(place, branch, { [file]: await edited(place, file, piece) });
  const answer = await place.interlock(['check', '--base', 'main', '--head', branch, '--format', 'json']);
  return { ...answer, report: JSON.parse(answer.stdout) as Report };
};

const saidOf = ({ guardrails }: Report): readonly string[] =>
  guardrails
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level !== 'note')
    .map(({ code, file, line }) => `${code} ${file ?? ''}:${line ?? 0}`);

const verdictsOf = ({ guardrails }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(guardrails.map(({ id, verdict }) => [id, verdict]));

const guardrails = guardrailIds.filter((id) => id !== 'latency');
/** `latency` is measured once the others pass. */
const othersPass = Object.fromEntries(guardrails.map((id) => [id, 'pass']));
const allPass = { ...othersPass, latency: 'pass' };

type FaultyChange = SmallChange & {
  readonly fault: string;
  readonly finds: readonly string[];
  readonly by: readonly string[];
};

const faultyChanges: readonly FaultyChange[] = [
  {
    fault: 'an import that closes a cycle',
    file: 'src/cart/line.ts',
    piece: [
      "cents.js';\n",
      "cents.js';\nimport { goodsTotal } from './total.js';\n\nexport const isFree = (line: Line): boolean => goodsTotal([line]) === 0;\n",
    ],
    // A branch is told; only a task, which agreed to no cycle, is stopped by one.
    finds: ['architecture/new-cycle src/cart/line.ts:2'],
    by: [],
  },
  {
    fault: 'a comparison that can never be true',
    file: 'src/cart/shipping.ts',
    piece: ['(goods === 0 ||', '(goods === NaN || goods === 0 ||'],
    finds: ['lint/new-problem src/cart/shipping.ts:6', 'types/new-error src/cart/shipping.ts:6'],
    by: ['lint', 'types'],
  },
  {
    fault: 'a property that answers no longer have',
    file: 'openapi.yaml',
    piece: ['        shipping: { type: integer }\n', ''],
    // The schema that lost it: the line itself is gone.
    finds: ['contract/response-property-removed openapi.yaml:26'],
    by: ['contract'],
  },
  {
    fault: 'a boundary that moved by one',
    file: 'src/cart/shipping.ts',
    piece: ['goods >= freeFrom', 'goods > freeFrom'],
    finds: ['tests/failing test/shipping.test.ts:6'],
    by: ['tests'],
  },
  {
    fault: 'a test that is skipped',
    file: 'test/money.test.ts',
    piece: ["it('rounds", "it.skip('rounds"],
    finds: ['tests/newly-skipped test/money.test.ts:11', 'test-integrity/test-skipped test/money.test.ts:11'],
    by: ['tests'],
  },
];

/** Each looks like the faulty one in its place. */
const cleanChanges: readonly (SmallChange & { readonly what: string })[] = [
  {
    what: 'an import that points down',
    file: 'src/cart/total.ts',
    piece: [
      "cents.js';\n",
      "cents.js';\nimport { percentOf } from '../money/percent.js';\n\nexport const tax = (goods: Cents): Cents => percentOf(goods, 19);\n",
    ],
  },
  {
    what: 'a comparison that can be true',
    file: 'src/cart/shipping.ts',
    piece: ['(goods === 0 ||', '(Number.isNaN(goods) || goods === 0 ||'],
  },
  {
    what: 'a property that answers have in addition',
    file: 'openapi.yaml',
    piece: [
      '        shipping: { type: integer }\n',
      '        shipping: { type: integer }\n        tax: { type: integer }\n',
    ],
  },
  {
    what: 'the same boundary said the other way round',
    file: 'src/cart/shipping.ts',
    piece: ['goods >= freeFrom', '!(goods < freeFrom)'],
  },
  {
    what: 'a test that expects more',
    file: 'test/money.test.ts',
    piece: ['toBe(33);', 'toBe(33);\n    expect(percentOf(335, 10)).toBe(34);'],
  },
];

describe('check on a repository that is not this one, without any configuration', () => {
  it.each(faultyChanges)('finds $fault, with its code, file and line', async ({ finds, by, ...change }) => {
    const { exitCode, stderr, report } = await check(
      `faulty-${faultyChanges.findIndex(({ piece }) => piece === change.piece)}`,
      change,
    );
    expect(saidOf(report), stderr).toEqual(finds);
    const failing = Object.fromEntries(by.map((id) => [id, 'fail']));
    expect(verdictsOf(report)).toEqual({ ...(by.length === 0 ? allPass : othersPass), ...failing });
    expect([report.verdict, exitCode]).toEqual(by.length === 0 ? ['pass', 0] : ['fail', 1]);
  });

  it.each(cleanChanges)('passes $what, with every guardrail', async (change) => {
    const { exitCode, stderr, report } = await check(`clean-${cleanChanges.indexOf(change)}`, change);
    expect(saidOf(report), stderr).toEqual([]);
    expect(verdictsOf(report)).toEqual(allPass);
    expect([report.verdict, exitCode]).toEqual(['pass', 0]);
  });

  it('leaves the repository, the processes and the temporary files as they were', async () => {
    expect(await place.repository.git.text(['status', '--porcelain'])).toBe('');
    expect(await place.processes()).toEqual([]);
    expect(await place.temporaryFiles()).toEqual([]);
  });
});
