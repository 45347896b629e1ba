import { join } from 'node:path';
import picomatch from 'picomatch';
import type { ChangedFile } from '../../change/change.ts';
import type { Collected, CollectContext } from '../../guardrail.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { Checkout, Tree } from '../../tree/tree.ts';
import { configurationFiles } from './configuration-files.ts';
import { findConfigurations, nearestConfiguration, type LintConfiguration } from './find-configurations.ts';
import type { FileLines, LintAnswer, LintedFile, LintEvidence, LintRequest } from './lint-evidence.ts';

const megabyte = 1024 * 1024;

/** Runs ESLint on the changed files of head, and of base where that can matter, both by base's configuration. */
export const collectLint = async (context: CollectContext): Promise<Collected<LintEvidence>> => {
  const files = lintableFiles(context);
  if (files.length === 0) return { evidence: { linter: 'none', files: [], head: [], base: [] } };
  const configurations = findConfigurations((await context.base.list()).map(({ path }) => path));
  const linter = configurations.length === 0 ? 'ours' : 'own';
  const head = await lintVersion(context, 'head', { files, configurations });
  if ('cannotCheck' in head) return { cannotCheck: await blame(context, head.cannotCheck, { files, configurations }) };
  // Without a message or a suppression in head nothing can be new, so base need not be asked.
  const isClean = head.files.every(({ messages, suppressions }) => messages.length + suppressions.length === 0);
  const base = isClean ? { files: [] } : await lintVersion(context, 'base', { files, configurations });
  if ('cannotCheck' in base) return base;
  return { evidence: { linter, files, head: head.files, base: base.files } };
};

/** Says whether base has the same problem, for then the change is not what has to be put right. */
const blame = async (context: CollectContext, problem: string, work: Work): Promise<string> => {
  const base = await lintVersion(context, 'base', work);
  return 'cannotCheck' in base
    ? `${problem} Base has the problem too.`
    : `${problem} It runs on base: the change stops it.`;
};

const lintableFiles = ({ change, policy }: CollectContext): readonly FileLines[] => {
  const isIgnored = picomatch([...policy.configuration.lint.ignore], { dot: true });
  return change.files
    .filter((file) => !file.isBinary && /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/u.test(file.path))
    .filter(({ path }) => !isIgnored(path))
    .map(fileLines)
    .filter(({ head, base }) => head !== null || base !== null);
};

const fileLines = (file: ChangedFile): FileLines => ({
  head: file.headMode.startsWith('100') ? file.path : null,
  base: file.baseMode.startsWith('100') ? (file.basePath ?? file.path) : null,
  hunks: file.hunks.map((hunk) => [hunk.baseStart, hunk.baseCount, hunk.headStart, hunk.headCount] as const),
});

type Version = 'base' | 'head';
type Work = { readonly files: readonly FileLines[]; readonly configurations: readonly LintConfiguration[] };
type Linted = { readonly files: readonly LintedFile[] } | { readonly cannotCheck: string };

const lintVersion = async (context: CollectContext, version: Version, work: Work): Promise<Linted> => {
  const checkout = await context[version].checkout();
  const linted: LintedFile[] = [];
  for (const [configuration, paths] of groupByConfiguration(version, work)) {
    const request = await lintRequest(context, version, { checkout, configuration, paths });
    if ('cannotCheck' in request) return request;
    const answer = await runLint(context, request);
    const problem = 'problem' in answer ? answer.problem : missingProject(request, answer.files);
    if (problem !== null) return { cannotCheck: explain(version, { problem, request, configuration }) };
    if ('files' in answer) linted.push(...answer.files.map((file) => inRepository(file, configuration)));
  }
  return { files: linted };
};

const groupByConfiguration = (
  version: Version,
  { files, configurations }: Work,
): ReadonlyMap<LintConfiguration | null, readonly string[]> => {
  const groups = new Map<LintConfiguration | null, string[]>();
  for (const path of files.map((file) => file[version]).filter((it) => it !== null)) {
    const configuration = nearestConfiguration(path, configurations);
    // Where the repository has configurations, a file that none of them covers is not linted by it either.
    if (configuration === null && configurations.length > 0) continue;
    groups.set(configuration, [...(groups.get(configuration) ?? []), path]);
  }
  return groups;
};

type Group = {
  readonly checkout: Checkout;
  readonly configuration: LintConfiguration | null;
  readonly paths: readonly string[];
};

const lintRequest = async (
  context: CollectContext,
  version: Version,
  { checkout, configuration, paths }: Group,
): Promise<LintRequest | { readonly cannotCheck: string }> => {
  const folder = configuration?.folder ?? '';
  const files = (await Promise.all(paths.map((path) => readFile(context[version], path, folder)))).filter(
    (file) => file !== null,
  );
  const request = { cwd: join(checkout.dir, folder), files, configurationFile: null };
  if (configuration === null) return { ...request, kind: 'ours' };
  const { kind, path } = configuration;
  if (version === 'base' || !(await isConfigurationChanged(context, configuration))) return { ...request, kind };
  if (kind === 'eslintrc' && (await countEslintrc(context.base)) > 1) {
    return {
      cannotCheck: `The change edits ESLint's configuration (${path}), and several .eslintrc files work together, so base's rules cannot be used on head. Land the change of the configuration by itself first.`,
    };
  }
  return { ...request, kind, configurationFile: join((await context.base.checkout()).dir, path) };
};

const readFile = async (tree: Tree, path: string, folder: string) => {
  const text = await tree.readText(path);
  return text === null ? null : { path: folder === '' ? path : path.slice(folder.length + 1), text };
};

/** Whether head's own configuration could say something else than base's. */
const isConfigurationChanged = async (context: CollectContext, configuration: LintConfiguration): Promise<boolean> => {
  const made = await configurationFiles(context.base, configuration);
  const isMade = ({ path, basePath }: ChangedFile): boolean => made.has(path) || made.has(basePath ?? path);
  const isNewConfiguration = ({ status, path }: ChangedFile): boolean =>
    status !== 'modified' && findConfigurations([path]).length > 0;
  return context.change.files.some((file) => isMade(file) || isNewConfiguration(file));
};

const countEslintrc = async (tree: Tree): Promise<number> =>
  (await tree.list()).filter(({ path }) => /(?:^|\/)\.eslintrc(?:\.\w+)?$/u.test(path)).length;

const runLint = async (context: CollectContext, request: LintRequest): Promise<LintAnswer> => {
  const [base, head] = await Promise.all([context.base.checkout(), context.head.checkout()]);
  const result = await context.run({
    argv: [process.execPath, scriptPath(import.meta.url, './run-eslint')],
    cwd: request.cwd,
    readOnly: [base.dir, ...base.readOnly, head.dir, ...head.readOnly],
    stdin: JSON.stringify(request),
    timeoutMs: context.policy.configuration.deadlineSeconds * 1000,
    maxOutputBytes: 64 * megabyte,
    signal: context.signal,
  });
  if (result.stopped !== null) return { problem: `ESLint was stopped (${result.stopped}).` };
  const answer = parseAnswer(result.stdout);
  return answer ?? { problem: `ESLint gave no answer (exit code ${String(result.exitCode)}). ${tail(result.stderr)}` };
};

/** The last line of the script's output; null when that is no answer. Pure. */
export const parseAnswer = (stdout: string): LintAnswer | null => {
  const answer = parseJson(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (typeof answer !== 'object' || answer === null) return null;
  if ('problem' in answer && typeof answer.problem === 'string') return { problem: answer.problem };
  return 'files' in answer && Array.isArray(answer.files) ? (answer as LintAnswer) : null;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Base's configuration names base's TypeScript projects: where it was put on head, they may not hold head's files. */
const missingProject = ({ configurationFile }: LintRequest, files: readonly LintedFile[]): string | null => {
  if (configurationFile === null) return null;
  const messages = files.flatMap((file) => file.messages);
  return messages.find(({ fatal, message }) => fatal && /parserOptions\.project/u.test(message))?.message ?? null;
};

type Failure = {
  readonly problem: string;
  readonly request: LintRequest;
  readonly configuration: LintConfiguration | null;
};

const explain = (version: Version, { problem, request, configuration }: Failure): string => {
  const where = configuration === null ? 'our default rules' : configuration.path;
  return request.configurationFile === null
    ? `ESLint could not run with ${where} on ${version}. ${tail(problem)}`
    : `The change edits what ${where} is made of, and ESLint cannot use base's version of it on head. Land the change of the configuration by itself first. ${tail(problem)}`;
};

const tail = (text: string): string => text.trim().slice(-1500);

const inRepository = (file: LintedFile, configuration: LintConfiguration | null): LintedFile =>
  configuration === null || configuration.folder === ''
    ? file
    : { ...file, path: `${configuration.folder}/${file.path}` };
