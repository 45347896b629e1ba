import { ConfigurationError } from '@interlock-dev/guardrails';
import { lockRun } from '../run/journal.ts';
import type { RunFolder } from '../run/run-folder.ts';

/** Takes a run for this process; answers what gives it back. ConfigurationError when another process works on it. */
export const takeRun = ({ dir, lock }: RunFolder): (() => void) => {
  const release = lockRun(lock);
  if (release === null)
    throw new ConfigurationError(`Another process works on this run (${dir}): wait for it, or stop it first`);
  return release;
};
