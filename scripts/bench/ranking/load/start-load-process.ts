import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadPlan, LoadResult } from './load-plan.ts';

/** A process that only makes load, so that what it costs is not counted as the service's. */
export type LoadProcess = {
  /** One load at a time. */
  readonly run: (plan: LoadPlan) => Promise<LoadResult>;
  readonly close: () => Promise<void>;
};

/** @param core the only processor that it may run on; any when absent */
export const startLoadProcess = (core?: number): LoadProcess => {
  const argv = [process.execPath, fileURLToPath(new URL('./run-load.ts', import.meta.url))];
  const [program = '', ...rest] = core === undefined ? argv : ['taskset', '-c', String(core), ...argv];
  const child = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  const ended = once(child, 'exit');
  return {
    run: async (plan) => {
      const answer = once(child, 'message') as Promise<[LoadResult]>;
      child.send(plan);
      const [result] = await Promise.race([answer, ended.then(() => [undefined] as const)]);
      if (result === undefined) throw new Error('the load generator ended by itself');
      return result;
    },
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};
