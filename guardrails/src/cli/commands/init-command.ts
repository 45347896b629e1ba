import { existsSync, lstatSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { configurationFile } from '../../policy/parse-configuration.ts';
import { showOnOneLine } from '../../report/untrusted-text.ts';
import { openRepository, type Repository } from '../../tree/repository.ts';
import { findDefaultBase } from '../default-base.ts';
import { describeSurvey } from '../init/describe-survey.ts';
import { draftConfiguration } from '../init/draft-configuration.ts';
import { draftWorkflow, workflowFile } from '../init/draft-workflow.ts';
import { lookAtRepository } from '../init/look-at-repository.ts';
import { survey } from '../init/survey.ts';
import type { ExitCode } from '../run-command.ts';
import { writeWhole } from '../write-report.ts';

/** Options of `interlock init`. */
export type InitOptions = { readonly dryRun?: boolean; readonly force?: boolean };

type Draft = { readonly path: string; readonly text: string };

/**
 * `interlock init`: looks at the repository and writes `interlock.config.json` and a CI workflow. Overwrites nothing without
 * `force`; a second run changes nothing.
 * @throws ConfigurationError a file would have to be written through a link
 */
export const initCommand = async (options: InitOptions): Promise<ExitCode> => {
  const repository = await openRepository(process.cwd());
  const found = await survey(await lookAtRepository(repository));
  const drafts: readonly Draft[] = [
    { path: configurationFile, text: draftConfiguration(found) },
    { path: workflowFile, text: draftWorkflow({ survey: found, defaultBranch: await defaultBranch(repository) }) },
  ];
  const done: string[] = [];
  for (const draft of drafts) done.push(await place(repository.root, draft, options));
  const shown = [...describeSurvey(found).map((line) => `found  ${line}`), ...done].map(showOnOneLine);
  const texts = options.dryRun === true ? drafts.map(({ path, text }) => `\n--- ${path}\n${text}`) : [];
  process.stdout.write(`${[...shown, ...texts, ...nextSteps].join('\n')}\n`);
  return 0;
};

const nextSteps = [
  '',
  'Next: install @interlock-dev/guardrails as a development dependency, commit these files on a branch, and run',
  'interlock check. The workflow was not run by us on GitHub; its first run is on your pull request.',
  'It counts once it is on the base branch. Make its job a required check there.',
];

const defaultBranch = async ({ git }: Repository): Promise<string> =>
  (await findDefaultBase(git).catch(() => 'main')).replace(/^origin\//u, '');

const place = async (root: string, { path, text }: Draft, { dryRun, force }: InitOptions): Promise<string> => {
  const target = join(root, path);
  refuseLinks(root, path);
  const existing = existsSync(target) ? await readFile(target, 'utf8') : null;
  if (existing === text) return `as is  ${path}`;
  if (existing !== null && force !== true)
    return `kept   ${path} (differs from what init would write; --force overwrites it)`;
  if (dryRun === true) return `would write ${path}`;
  await mkdir(dirname(target), { recursive: true });
  await writeWhole(target, text);
  return `wrote  ${path}`;
};

/** A link in the repository could lead a write out of it. */
const refuseLinks = (root: string, path: string): void => {
  const parts = path.split('/');
  const link = parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .find((part) => lstatSync(join(root, part), { throwIfNoEntry: false })?.isSymbolicLink() === true);
  if (link !== undefined)
    throw new ConfigurationError(
      `${link} is a link: init writes only into the repository itself. Put a plain file or folder there.`,
    );
};
