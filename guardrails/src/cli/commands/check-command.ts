import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { check } from '../../check/check.ts';
import type { CheckRequest } from '../../check/check-request.ts';
import { replay } from '../../check/replay.ts';
import { ConfigurationError } from '../../errors.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { parseBriefTerms } from '../../policy/parse-brief-terms.ts';
import type { Format } from '../../report/format-report.ts';
import { openRepository } from '../../tree/repository.ts';
import { createProgress } from '../create-progress.ts';
import { cacheFolder } from '../cache-folder.ts';
import { findDefaultBase } from '../default-base.ts';
import { rememberReport } from '../last-report.ts';
import type { ExitCode } from '../run-command.ts';
import { writeReport } from '../write-report.ts';

/** Options of `interlock check`, as commander gives them. */
export type CheckOptions = {
  readonly base?: string;
  readonly head: string;
  readonly only?: readonly string[];
  readonly task?: string;
  readonly format: Format;
  readonly out?: string;
  readonly replay?: string;
  readonly cache: boolean;
};

/** `interlock check`: judges a change and prints the report. */
export const checkCommand = async (options: CheckOptions, signal: AbortSignal): Promise<ExitCode> => {
  const { format, out } = options;
  const output = { format, ...(out === undefined ? {} : { out: resolve(out) }) };
  if (options.replay !== undefined) return writeReport(await replay(resolve(options.replay)), output);
  const request = await createRequest(options, signal);
  const progress = createProgress(process.stderr);
  const report = await check({ ...request, onEvent: progress.onEvent }).finally(progress.end);
  signal.throwIfAborted();
  if (options.cache) await rememberReport(request.repository, report);
  return writeReport(report, output);
};

const createRequest = async (options: CheckOptions, signal: AbortSignal): Promise<CheckRequest> => {
  const { root, git } = await openRepository(process.cwd());
  return {
    repository: root,
    base: options.base ?? (await findDefaultBase(git)),
    head: options.head,
    brief: options.task === undefined ? null : await readBrief(options.task),
    signal,
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(options.out === undefined ? {} : { outDir: resolve(options.out) }),
    ...(options.cache ? { cacheDir: cacheFolder() } : {}),
  };
};

const readBrief = async (task: string): Promise<BriefTerms> => {
  const at = task.lastIndexOf('#');
  if (at < 1 || at === task.length - 1)
    throw new ConfigurationError(`--task ${task} names no task: give the plan and the task's id as plan.yaml#ID.`);
  const file = task.slice(0, at);
  return parseBriefTerms({ text: await readPlan(file), file, task: task.slice(at + 1) });
};

const readPlan = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`--task ${file} cannot be read: give the path of a plan file that is there.`, {
      cause,
    });
  }
};
