import { fileLines, type FileLines } from '../../change/new-items.ts';
import type { Collected, CollectContext } from '../../guardrail.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import type { Tree } from '../../tree/tree.ts';
import { findConfigurations } from './find-configurations.ts';
import { blame, lintBoth } from './lint-both.ts';
import type { FileMessages, LintedFile, LintEvidence } from './lint-evidence.ts';
import type { Texts, Version, Work } from './lint-work.ts';
import { suppressionReader } from './read-suppressions.ts';

/** The largest text that is linted, in UTF-16 units: beyond it is data or generated code. */
const largestText = 1_500_000;

/** Runs ESLint on the changed files of head, and of base where that can matter, both by base's configuration. */
export const collectLint = async (context: CollectContext): Promise<Collected<LintEvidence>> => {
  const changed = lintableFiles(context);
  const texts = {
    head: await readTexts(context.head, changed, 'head'),
    base: await readTexts(context.base, changed, 'base'),
  };
  const tooLarge = changed.flatMap(({ head, base }) =>
    [texts.head.get(head ?? ''), texts.base.get(base ?? '')].some(isTooLarge) ? [head ?? base ?? ''] : [],
  );
  const files = changed.filter(({ head, base }) => !tooLarge.includes(head ?? base ?? ''));
  if (files.length === 0)
    return { evidence: { linter: 'none', files: [], head: [], base: [], ...(tooLarge.length > 0 && { tooLarge }) } };
  const configurations = findConfigurations((await context.base.list()).map(({ path }) => path));
  const work: Work = { files, configurations, texts };
  const linted = await lintBoth(context, work);
  if ('cannotCheck' in linted) return { cannotCheck: await blame(context, linted.cannotCheck, work) };
  return {
    evidence: {
      linter: configurations.length === 0 ? 'ours' : 'own',
      files,
      head: await withSuppressions(context, 'head', { files, messages: linted.head }),
      base: await withSuppressions(context, 'base', { files, messages: linted.base }),
      ...(tooLarge.length > 0 && { tooLarge }),
      ...(linted.unusable.length > 0 && { unusable: linted.unusable }),
    },
  };
};

const isTooLarge = (text: string | undefined): boolean => text !== undefined && text.length > largestText;

const lintableFiles = ({ change, policy }: CollectContext): readonly FileLines[] => {
  const isIgnored = matchGlobs(policy.configuration.lint.ignore);
  return change.files
    .filter((file) => !file.isBinary && /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/u.test(file.path))
    .filter(({ path }) => !isIgnored(path))
    .map(fileLines)
    .filter(({ head, base }) => head !== null || base !== null);
};

const readTexts = async (tree: Tree, files: readonly FileLines[], version: Version): Promise<Texts> => {
  const paths = files.map((file) => file[version]).filter((path) => path !== null);
  const read = await Promise.all(paths.map(async (path) => [path, await tree.readText(path)] as const));
  return new Map(read.flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
};

const withSuppressions = async (
  { facts, ...trees }: CollectContext,
  version: Version,
  { files, messages }: { readonly files: readonly FileLines[]; readonly messages: readonly FileMessages[] },
): Promise<readonly LintedFile[]> => {
  const paths = files.map((file) => file[version]).filter((path) => path !== null);
  const scripts = paths.filter((path) => /\.[cm]?[jt]sx?$/u.test(path));
  const suppressions = await facts(suppressionReader, trees[version], scripts);
  const said = new Map(messages.map((file) => [file.path, file.messages]));
  return paths
    .filter((path) => said.has(path) || (suppressions.get(path) ?? []).length > 0)
    .map((path) => ({ path, messages: said.get(path) ?? [], suppressions: suppressions.get(path) ?? [] }));
};
