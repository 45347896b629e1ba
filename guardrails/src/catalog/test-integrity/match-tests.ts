import type { ChangedTests } from './test-integrity-evidence.ts';
import type { TestCase } from './test-model.ts';

/** A test in its file. */
export type PlacedTest = { readonly file: ChangedTests; readonly test: TestCase };

/** What became of the tests of base. */
export type TestMatches = {
  readonly pairs: readonly { readonly base: PlacedTest; readonly head: PlacedTest }[];
  /** No test of the changed files stands for these. */
  readonly lost: readonly PlacedTest[];
  /** Tests of head that stand for none of base. */
  readonly added: readonly PlacedTest[];
};

/**
 * Pairs the tests of base with those of head across all changed files: by name in the same file, then by code, title and
 * likeness wherever they moved; what went into a table or another test is not lost. Pure.
 */
export const matchTests = (files: readonly ChangedTests[]): TestMatches => {
  const [before, after] = [new Set(placed(files, 'base')), new Set(placed(files, 'head'))];
  const pairs: { base: PlacedTest; head: PlacedTest }[] = [];
  const take = (base: PlacedTest, head: PlacedTest): void => {
    before.delete(base);
    after.delete(head);
    pairs.push({ base, head });
  };
  const keys = [exactPlace, placeAndName, codeAnywhere, nameAnywhere, titleInFile, titleAnywhere] as const;
  for (const key of keys) pairByKey(before, after, { key, take });
  pairByLikeness(before, after, take);
  const rest = [...before];
  const added = [...after];
  const changed = pairs.filter(
    ({ base, head }) => base.test.hash !== head.test.hash || base.test.isTable !== head.test.isTable,
  );
  const lost = rest.filter((base) => !isAbsorbed(base, [...added, ...changed.map(({ head }) => head)]));
  return { pairs, lost, added };
};

const placed = (files: readonly ChangedTests[], side: 'base' | 'head'): readonly PlacedTest[] =>
  files.flatMap((file) => (file[side]?.cases ?? []).map((test) => ({ file, test })));

const exactPlace = ({ file, test }: PlacedTest): string => JSON.stringify([file.path, test.kind, test.path, test.hash]);
const placeAndName = ({ file, test }: PlacedTest): string => JSON.stringify([file.path, test.kind, test.path]);
const codeAnywhere = ({ test }: PlacedTest): string | null =>
  test.words.length < 4 ? null : JSON.stringify([test.kind, test.hash, titleOf(test)]);
const nameAnywhere = ({ test }: PlacedTest): string => JSON.stringify([test.kind, test.path]);
const titleInFile = ({ file, test }: PlacedTest): string | null =>
  titleOf(test).length < 4 ? null : JSON.stringify([file.path, test.kind, titleOf(test)]);
const titleAnywhere = ({ test }: PlacedTest): string | null =>
  titleOf(test).length < 8 ? null : JSON.stringify([test.kind, titleOf(test)]);

const titleOf = ({ path }: TestCase): string => path.at(-1) ?? '';

type Pairing = {
  readonly key: (test: PlacedTest) => string | null;
  readonly take: (base: PlacedTest, head: PlacedTest) => void;
};

const pairByKey = (before: ReadonlySet<PlacedTest>, after: ReadonlySet<PlacedTest>, { key, take }: Pairing): void => {
  const open = Map.groupBy(after, key);
  for (const base of [...before]) {
    const own = key(base);
    const head = own === null ? undefined : open.get(own)?.shift();
    if (head !== undefined) take(base, head);
  }
};

const mostComparisons = 250_000;

/** The most alike first; a rename with another body is no rename. */
const pairByLikeness = (
  before: ReadonlySet<PlacedTest>,
  after: ReadonlySet<PlacedTest>,
  take: (base: PlacedTest, head: PlacedTest) => void,
): void => {
  if (before.size * after.size > mostComparisons) return;
  const heads = [...after].map((head) => ({ head, words: wordsOf(head.test) }));
  const candidates = [...before].flatMap((base) => {
    const words = wordsOf(base.test);
    return heads
      .filter(({ head }) => head.test.kind === base.test.kind)
      .map(({ head, words: other }) => ({
        base,
        head,
        likeness: likeness(words, other) + (base.file === head.file ? 0.05 : 0),
      }))
      .filter(({ likeness: value }) => value >= 0.55);
  });
  for (const { base, head } of candidates.sort((one, other) => other.likeness - one.likeness))
    if (before.has(base) && after.has(head)) take(base, head);
};

const wordsOf = (test: TestCase): ReadonlySet<string> =>
  new Set([
    ...test.words,
    ...titleOf(test)
      .toLowerCase()
      .split(/\W+/)
      .filter((word) => word.length > 2)
      .map((word) => `#${word}`),
  ]);

const likeness = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return shared / (one.size + other.size - shared);
};

/** Whether what a test said is now said by a table or by a larger test: its data and its names are there. */
const isAbsorbed = ({ test }: PlacedTest, heads: readonly PlacedTest[]): boolean => {
  if (test.kind !== 'test') return isPieceAbsorbed(test, heads);
  const data = test.words.filter(isData);
  return heads.some(({ test: head }) => {
    const words = new Set(head.words);
    const share = (all: readonly string[]): number =>
      all.length === 0 ? 1 : all.filter((word) => words.has(word)).length / all.length;
    const names = test.words.filter((word) => !isData(word));
    if (head.isTable) return share(data) >= 0.6 && share(names) >= 0.5;
    return (
      test.assertions.length > 0 &&
      share(data) >= 0.8 &&
      share(names) >= 0.7 &&
      head.assertions.length >= test.assertions.length
    );
  });
};

const isPieceAbsorbed = (piece: TestCase, heads: readonly PlacedTest[]): boolean =>
  piece.assertions.every(({ matcher }) =>
    heads.some(({ test }) => test.assertions.some((one) => one.matcher === matcher)),
  );

const isData = (word: string): boolean => /^['\d]/.test(word);
