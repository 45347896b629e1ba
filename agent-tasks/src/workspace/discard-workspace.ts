import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder } from '@interlock-dev/guardrails/tree';
import type { Repository } from '@interlock-dev/guardrails/tree';
import { readHarvested } from './work-marks.ts';

/** A job's folder to give back. */
export type DiscardRequest = {
  /** The job's folder, absolute: it holds `workspace`, `session` and what the coordinator noted beside them. */
  readonly dir: string;
  readonly repository: Repository;
  /** Ref of the user's repository that holds the work. */
  readonly ref: string;
};

/** Whether the folder is gone, else why it was kept. */
export type Discarded = { readonly isDiscarded: true } | { readonly isDiscarded: false; readonly reason: string };

/**
 * Removes a job's folder, read-only files included, only when the ref holds all of its work: it was harvested into exactly
 * that ref's commit and nothing ran in it since.
 */
export const discardWorkspace = async ({ dir, repository, ref }: DiscardRequest): Promise<Discarded> => {
  const workspace = join(dir, 'workspace');
  if (existsSync(workspace)) {
    const held = await repository.git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    if (held.exitCode !== 0) return keep(`${ref} is not there, so ${workspace} may hold the only copy of its work`);
    if (held.stdout.toString().trim() !== (await readHarvested(workspace))) {
      return keep(`something ran in ${workspace} since its work was kept in ${ref}: harvest it first`);
    }
  }
  await removeFolder(dir);
  return { isDiscarded: true };
};

const keep = (reason: string): Discarded => ({ isDiscarded: false, reason });
