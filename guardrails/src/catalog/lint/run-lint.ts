import { dirname } from 'node:path';
import type { CollectContext } from '../../guardrail.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { LintAnswer, LintRequest } from './lint-evidence.ts';

const megabyte = 1024 * 1024;

/** Our own rules see texts alone; those of the repository see its files, and head's configuration may be base's. */
export const runLint = async (context: CollectContext, request: LintRequest): Promise<LintAnswer> => {
  const script = scriptPath(import.meta.url, './run-eslint');
  const isOurs = request.kind === 'ours';
  const checkouts = isOurs ? [] : [await context.head.checkout()];
  if (!isOurs && (request.configurationFile !== null || !request.cwd.startsWith(checkouts[0]?.dir ?? '')))
    checkouts.push(await context.base.checkout());
  const result = await context.run({
    argv: [process.execPath, script],
    cwd: isOurs ? dirname(script) : request.cwd,
    readOnly: checkouts.flatMap(({ dir, readOnly }) => [dir, ...readOnly]),
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
  if (!('files' in answer) || !Array.isArray(answer.files) || !('base' in answer)) return null;
  return answer.base === null || Array.isArray(answer.base) ? (answer as LintAnswer) : null;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const tail = (text: string): string => text.trim().slice(-1500);
