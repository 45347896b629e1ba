import type { CollectContext } from '../../guardrail.ts';
import { addedTestFiles, changedTestFiles } from './changed-tests.ts';
import { runTests, type RunOutcome } from './run-tests.ts';
import type { Project } from './select-projects.ts';
import { isCodeFile, isOfTests, isTestFile } from './test-paths.ts';

/**
 * The negative control: head's version of the test files that the change added or edited, run on base's code. A test that
 * the change adds and that passes there says nothing of the change. Null where there is nothing to compare: no such file,
 * or no product code in the change.
 */
export const runHeadTestsOnBase = async (context: CollectContext, project: Project): Promise<RunOutcome | null> => {
  const { change, head, base } = context;
  if (project.runner.kind === 'command' || !changesProduct(context)) return null;
  const isOwn = (path: string): boolean => project.files.includes(path);
  const edited = changedTestFiles(change).flatMap(({ kind, path }) => (kind === 'edited' ? [path] : []));
  const files = [...addedTestFiles(change), ...edited].filter((path) => isTestFile(path) && isOwn(path));
  if (files.length === 0) return null;
  const ofTests = change.files.filter(({ path, status }) => status !== 'deleted' && isOfTests(path));
  const texts = ofTests.map(async ({ path }) => ({ path, text: await head.readText(path) }));
  const overlays = (await Promise.all(texts)).flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
  const { dir, runner } = project;
  return runTests(context, { tree: base, dir, runner, selection: { by: 'file', files }, overlays });
};

const changesProduct = ({ change }: CollectContext): boolean =>
  change.files.some(({ path }) => isCodeFile(path) && !path.endsWith('.json') && !isOfTests(path));
