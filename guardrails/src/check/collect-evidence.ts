import { ConfigurationError } from '../errors.ts';
import type { CollectContext, Collected, Guardrail } from '../guardrail.ts';
import { createRunner, NoWallsError, type RunOptions } from './create-run.ts';
import { createDeadline } from './deadline.ts';
import type { Facts } from '../tree/facts.ts';
import type { EvidenceCache } from './evidence-cache.ts';
import { slotPools, takeSlot } from './machine-slots.ts';
import type { Subject } from './open-subject.ts';

/** What one guardrail collected, or why it could not. */
export type Outcome = {
  readonly id: string;
  readonly version: number;
  readonly durationMs: number;
  readonly cached: boolean;
  readonly collected: Collected<unknown>;
};

/** What evidence is collected with. */
export type CollectOptions = {
  readonly subject: Subject;
  readonly cache: EvidenceCache;
  readonly exclusive: CollectContext['exclusive'];
  readonly facts: Facts;
  readonly signal: AbortSignal;
  /** Default: the walls of this machine. */
  readonly walls?: Pick<RunOptions, 'probe' | 'runCommand'>;
};

/**
 * Lets one guardrail collect, or takes from the cache what it collected before. A guardrail that throws or takes longer
 * than `deadlineSeconds` could not check, and says why; all that it ran has ended when this is there.
 * @throws the reason of `signal` once it is aborted
 */
export const collectEvidence = async (guardrail: Guardrail<unknown>, options: CollectOptions): Promise<Outcome> => {
  const startedAt = performance.now();
  const known = await options.cache.read(guardrail);
  const collected = known ?? (await collectAfresh(guardrail, options));
  options.signal.throwIfAborted();
  if (known === null && 'evidence' in collected) await options.cache.write(guardrail, collected.evidence);
  const { id, version } = guardrail;
  return { id, version, collected, cached: known !== null, durationMs: Math.round(performance.now() - startedAt) };
};

const collectAfresh = async (
  guardrail: Guardrail<unknown>,
  { subject, exclusive, facts, signal, walls }: CollectOptions,
): Promise<Collected<unknown>> => {
  const { change, policy, history } = subject;
  const { base, head } = subject.openSides(guardrail.id);
  const seconds = policy.configuration.deadlineSeconds;
  const deadline = createDeadline(seconds * 1000);
  const both = AbortSignal.any([signal, deadline.signal]);
  const runner = createRunner({ ...walls, kind: policy.configuration.sandbox, signal: both });
  const exclusiveInTime: CollectContext['exclusive'] = (work) => {
    deadline.pause();
    return exclusive(() => {
      deadline.start();
      return work();
    });
  };
  const runInSlot: CollectContext['run'] = async (command) => {
    if (guardrail.slot === undefined) return runner.run(command);
    deadline.pause();
    const release = await takeSlot(slotPools[guardrail.slot], signal).finally(deadline.start);
    return runner.run(command).finally(release);
  };
  deadline.start();
  try {
    const context = {
      ...{ base, head, change, history, policy, facts },
      ...{ run: runInSlot, exclusive: exclusiveInTime, signal: both },
    };
    const collected = await Promise.race([guardrail.collect(context), rejectOnAbort(both)]);
    // Evidence is what survives JSON: the same here, from the cache and in a replay.
    return JSON.parse(JSON.stringify(collected)) as Collected<unknown>;
  } catch (error) {
    if (deadline.signal.aborted) return { cannotCheck: `It took longer than ${seconds} s (option deadlineSeconds).` };
    return { cannotCheck: explainFailure(error) };
  } finally {
    deadline.pause();
    await runner.settled();
  }
};

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

const explainFailure = (error: unknown): string => {
  if (error instanceof ConfigurationError || error instanceof NoWallsError) return error.message;
  return `It failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
};
