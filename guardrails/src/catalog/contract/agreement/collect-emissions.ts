import type { CollectContext } from '../../../guardrail.ts';
import type { Tree } from '../../../tree/tree.ts';
import type { Emission, EmissionOutcome, EmittedFile } from './agreement-evidence.ts';
import { compareEmitted } from './compare-emitted.ts';

type EmissionContext = Pick<CollectContext, 'base' | 'head' | 'run' | 'signal'>;

const timeoutMs = 120_000;
const mostBytes = 64 * 1024 * 1024;

/**
 * Runs the command of each file on head, inside the walls, and compares what it prints with the committed file. Where they
 * differ, the same is asked of base, so that a change is not blamed for what was stale before.
 */
export const collectEmissions = async (
  files: readonly EmittedFile[],
  context: EmissionContext,
): Promise<readonly Emission[]> => {
  const emissions: Emission[] = [];
  // One after the other: each may start a compiler or a server, and a check shares the machine with others.
  for (const file of files) emissions.push({ ...file, outcome: await emit(file, context) });
  return emissions;
};

const emit = async (file: EmittedFile, context: EmissionContext): Promise<EmissionOutcome> => {
  const committed = await context.head.readText(file.path);
  if (committed === null) return { state: 'missing' };
  const head = await print(file, context.head, context);
  if ('problem' in head) {
    const before = await print(file, context.base, context);
    return { state: 'failed', problem: head.problem, failedBefore: 'problem' in before };
  }
  const { differences, count } = compareEmitted(file.kind, { committed, emitted: head.text });
  if (count === 0) return { state: 'agrees' };
  return { state: 'stale', differences, differenceCount: count, wasStale: await wasStale(file, context) };
};

const wasStale = async (file: EmittedFile, context: EmissionContext): Promise<boolean> => {
  const committed = await context.base.readText(file.path);
  if (committed === null) return false;
  const base = await print(file, context.base, context);
  return 'text' in base && compareEmitted(file.kind, { committed, emitted: base.text }).count > 0;
};

type Printed = { readonly text: string } | { readonly problem: string };

const print = async ({ command }: EmittedFile, tree: Tree, { run, signal }: EmissionContext): Promise<Printed> => {
  const { dir, readOnly } = await tree.checkout();
  const result = await run({
    argv: ['/bin/sh', '-c', command],
    cwd: dir,
    readOnly: [dir, ...readOnly],
    timeoutMs,
    maxOutputBytes: mostBytes,
    signal,
  });
  if (result.stopped !== null) return { problem: `it was stopped: ${result.stopped}` };
  if (result.exitCode !== 0)
    return { problem: `it ended with ${result.exitCode ?? 'a signal'}: ${lastLines(result.stderr)}` };
  if (result.truncated) return { problem: 'it printed more than 64 MB' };
  return { text: result.stdout };
};

const lastLines = (text: string): string => text.trim().split('\n').slice(-3).join(' ').slice(-400);
