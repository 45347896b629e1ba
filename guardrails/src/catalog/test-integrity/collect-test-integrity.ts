import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext, NotChecked } from '../../guardrail.ts';
import { coveredFiles, indexPaths, type PathIndex } from './covered-files.ts';
import { fileKind } from './file-kinds.ts';
import { findSpecialCases } from './find-special-cases.ts';
import { readSnapshots } from './read-snapshots.ts';
import type { Tree } from '../../tree/tree.ts';
import { createTestModelReader } from './read-test-model.ts';
import type { ChangedTests, TestIntegrityEvidence } from './test-integrity-evidence.ts';
import type { TestCase, TestModel } from './test-model.ts';
import { literalsIn, wordsIn } from './word-set.ts';

const mostFiles = 1500;

/** Looks at the syntax of changed tests on both sides, and at what the change did to the code that they cover. */
export const collectTestIntegrity = async (
  context: CollectContext,
): Promise<{ readonly evidence: TestIntegrityEvidence }> => {
  const { change } = context;
  const isOfTests = (file: ChangedFile): boolean =>
    [file.path, basePathOf(file)].some((path) => fileKind(path) === 'tests');
  const tests = change.files.filter(isOfTests).slice(0, mostFiles);
  const product = change.files.filter(({ path }) => fileKind(path) === 'product');
  const parser = await import('oxc-parser');
  const [models, specialCases, vanished] = await Promise.all([
    readModels(context, parser, tests),
    findSpecialCases(context, parser),
    findVanished(context, product),
  ]);
  const index = { base: await indexOf(context.base), head: await indexOf(context.head) };
  const files = tests.map((file) => describe({ file, models, index, product, vanished }));
  return {
    evidence: {
      files: trimmed(files),
      snapshots: change.files.filter(({ path }) => fileKind(path) === 'snapshot').flatMap(readSnapshots),
      specialCases,
      isProductChanged: product.length > 0,
      vanished,
      addedLiterals: [
        ...new Set(product.flatMap(({ hunks }) => hunks.flatMap(({ added }) => added.flatMap(literalsIn)))),
      ].slice(0, 2000),
      notRead: [...unread(files), ...leftOut(change.files.filter(isOfTests).length)],
    },
  };
};

const indexOf = async (tree: Tree): Promise<PathIndex> => indexPaths((await tree.list()).map(({ path }) => path));

const basePathOf = ({ path, basePath }: ChangedFile): string => basePath ?? path;

type Models = { readonly base: ReadonlyMap<string, TestModel>; readonly head: ReadonlyMap<string, TestModel> };

const readModels = async (
  { base, head, facts }: CollectContext,
  parser: Parameters<typeof createTestModelReader>[0],
  tests: readonly ChangedFile[],
): Promise<Models> => {
  const reader = createTestModelReader(parser);
  const before = tests.filter(({ status }) => status !== 'added' && status !== 'copied').map(basePathOf);
  const after = tests.filter(({ status }) => status !== 'deleted').map(({ path }) => path);
  const ofTests = (paths: readonly string[]): readonly string[] => paths.filter((path) => fileKind(path) === 'tests');
  const [one, other] = await Promise.all([facts(reader, base, ofTests(before)), facts(reader, head, ofTests(after))]);
  return { base: one, head: other };
};

type Described = {
  readonly file: ChangedFile;
  readonly models: Models;
  readonly index: { readonly base: PathIndex; readonly head: PathIndex };
  readonly product: readonly ChangedFile[];
  readonly vanished: readonly string[];
};

const describe = ({ file, models, index, product, vanished }: Described): ChangedTests => {
  const isNew = file.status === 'added' || file.status === 'copied';
  const base = isNew ? null : (models.base.get(basePathOf(file)) ?? null);
  const head = models.head.get(file.path) ?? null;
  const coveredAt = (tree: PathIndex): readonly string[] =>
    coveredFiles(basePathOf(file), base?.imports ?? [], tree).filter((path) => fileKind(path) === 'product');
  const covers = coveredAt(index.head);
  const changed = new Set(product.map(({ path }) => path));
  const gone = new Set(product.filter(({ status }) => status === 'deleted').map(({ path }) => stem(path)));
  const said = new Set(head?.cases.flatMap(({ words }) => words.flatMap((word) => [...wordsIn(word)])));
  const named = stem(basePathOf(file));
  return {
    path: file.path,
    basePath: isNew ? null : basePathOf(file),
    base,
    head,
    covers: covers.slice(0, 20),
    reachesChange: covers.some((path) => changed.has(path)) || [...changed].some((path) => stem(path) === named),
    isCoveredGone: (covers.length === 0 && coveredAt(index.base).length > 0) || gone.has(named),
    stillSaid: vanished.filter((word) => said.has(word)),
  };
};

const stem = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/([._-](test|spec|e2e))*\.[cm]?[jt]sx?$/, '');

/** What stands in both models word for word need not be kept: it is no change. */
const trimmed = (files: readonly ChangedTests[]): readonly ChangedTests[] =>
  files.map((file) => {
    if (file.base === null || file.head === null) return file;
    const [before, after] = [new Set(file.base.cases.map(identity)), new Set(file.head.cases.map(identity))];
    return {
      ...file,
      base: { ...file.base, cases: file.base.cases.filter((test) => !after.has(identity(test))) },
      head: { ...file.head, cases: file.head.cases.filter((test) => !before.has(identity(test))) },
    };
  });

/** All that is judged of a test but where it stands; its code stands for what was read from it. */
const identity = ({ kind, path, state, reason, isOnly, isTable, timeoutMs, retries, hash }: TestCase): string =>
  JSON.stringify([kind, path, state, reason, isOnly, isTable, timeoutMs, retries, hash]);

const mostVanished = 5000;

/** Words of removed lines that no changed product file of head says any more. */
const findVanished = async ({ head }: CollectContext, product: readonly ChangedFile[]): Promise<readonly string[]> => {
  const removed = new Set(
    product.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.removed.flatMap((line) => [...wordsIn(line)]))),
  );
  if (removed.size === 0) return [];
  for (const { path, status } of product.slice(0, mostFiles)) {
    const text = status === 'deleted' ? null : await head.readText(path);
    if (text === null) continue;
    for (const word of wordsIn(text)) removed.delete(word);
  }
  return [...removed].slice(0, mostVanished);
};

const unread = (files: readonly ChangedTests[]): readonly NotChecked[] =>
  files.flatMap(({ path, base, head }) => {
    const problem = head?.problem ?? base?.problem ?? null;
    return problem === null ? [] : [{ what: path, why: `${problem}, so what it tests was not compared` }];
  });

const leftOut = (count: number): readonly NotChecked[] =>
  count <= mostFiles
    ? []
    : [
        {
          what: `${count - mostFiles} more files of tests`,
          why: `a change of more than ${mostFiles} files of tests is compared up to there`,
        },
      ];
