import { join } from 'node:path';
import type { CollectContext } from '../../guardrail.ts';
import type { LintConfiguration } from './find-configurations.ts';
import type { BaseText, FileMessages, LintRequest } from './lint-evidence.ts';
import { baseTexts, lintRequest } from './lint-request.ts';
import { groupByConfiguration, type Group, type Version, type Work } from './lint-work.ts';
import { runLint } from './run-lint.ts';
import { wantedOfBase } from './wanted-of-base.ts';

/** What ESLint says of both versions. */
export type Both = {
  readonly head: readonly FileMessages[];
  readonly base: readonly FileMessages[];
  /** Configurations of base that do not run on base, and that the change edits: there is nothing to judge by. */
  readonly unusable: readonly string[];
};
type CannotCheck = { readonly cannotCheck: string };

/** Lints head, and in the same process base, each group of files by the configuration that holds them. */
export const lintBoth = async (context: CollectContext, work: Work): Promise<Both | CannotCheck> => {
  const head: FileMessages[] = [];
  const base: FileMessages[] = [];
  const unusable: string[] = [];
  for (const group of groupByConfiguration(work)) {
    const linted = await lintGroup(context, group);
    if ('cannotCheck' in linted) return linted;
    head.push(...linted.head);
    base.push(...linted.base);
    unusable.push(...linted.unusable);
  }
  return { head, base, unusable };
};

const lintGroup = async (context: CollectContext, group: Group): Promise<Both | CannotCheck> => {
  const { configuration } = group;
  const request = await lintRequest(context, group);
  if ('cannotCheck' in request) return request;
  const answer = await runLint(context, request);
  const problem = 'problem' in answer ? answer.problem : missingProject(request, answer.files);
  if (problem !== null && configuration !== null && (await isRepair(context, group, request)))
    return { head: [], base: [], unusable: [configuration.path] };
  if (problem !== null) return { cannotCheck: explain('head', { problem, request, configuration }) };
  if ('problem' in answer) throw new Error('a problem is told above');
  const head = answer.files.map((file) => inRepository(file, configuration));
  if (answer.base !== null)
    return { head, base: answer.base.map((file) => inRepository(file, configuration)), unusable: [] };
  const base = await lintBase(context, group, wantedOfBase(request.base, answer.files));
  return 'cannotCheck' in base ? base : { head, base: base.files, unusable: [] };
};

/**
 * Whether the change edits a configuration that does not run on base either. Else nobody could ever land its repair. What is not
 * installed is no fault of the configuration.
 */
const isRepair = async (context: CollectContext, group: Group, request: LintRequest): Promise<boolean> => {
  if (request.configurationFile === null) return false;
  const base = await lintBase(context, group, baseTexts(group));
  return 'cannotCheck' in base && !notInstalled.test(base.cannotCheck);
};

const notInstalled =
  /not installed|cannot find (?:module|package)|couldn't find the|failed to load (?:plugin|config)/iu;

/** Lints base's files among base's files, for rules that look further than the file. */
const lintBase = async (
  context: CollectContext,
  { configuration }: Group,
  files: readonly BaseText[],
): Promise<{ readonly files: readonly FileMessages[] } | CannotCheck> => {
  const { dir } = await context.base.checkout();
  const request: LintRequest = {
    cwd: join(dir, configuration?.folder ?? ''),
    kind: configuration?.kind ?? 'ours',
    configurationFile: null,
    files: files.map(({ path, text }) => ({ path, text })),
    base: [],
  };
  const answer = await runLint(context, request);
  if ('problem' in answer) return { cannotCheck: explain('base', { problem: answer.problem, request, configuration }) };
  return { files: answer.files.map((file) => inRepository(file, configuration)) };
};

/** Says whether base has the same problem, for then the change is not what has to be put right. */
export const blame = async (context: CollectContext, problem: string, work: Work): Promise<string> => {
  for (const group of groupByConfiguration(work)) {
    const base = await lintBase(context, group, baseTexts(group));
    if ('cannotCheck' in base) return `${problem} Base has the problem too.`;
  }
  return `${problem} It runs on base: the change stops it.`;
};

/** Base's configuration names base's TypeScript projects: where it was put on head, they may not hold head's files. */
const missingProject = ({ configurationFile }: LintRequest, files: readonly FileMessages[]): string | null => {
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

const inRepository = (file: FileMessages, configuration: LintConfiguration | null): FileMessages =>
  configuration === null || configuration.folder === ''
    ? file
    : { ...file, path: `${configuration.folder}/${file.path}` };
