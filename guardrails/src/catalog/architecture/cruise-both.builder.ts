import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createRunner } from '../../check/create-run.ts';
import { openSubject } from '../../check/open-subject.ts';
import { createFacts } from '../../tree/facts.ts';
import { withTemporaryFolder } from '../../tree/temporary-folder.ts';
import { cruisePart } from './cruise-part.ts';
import { cruiseWhole } from './cruise-whole.ts';
import { noGraphEvidence } from './graph-evidence.ts';
import { readGraphPair } from './graph-pair.ts';
import { canonicalCycle, newViolations } from './ratchet.ts';
import type { RuleEvidence } from './rule-evidence.ts';

/** Path → text; null removes the file. */
export type Edits = { readonly [path: string]: string | null };
/** Package in node_modules → the folder of the repository that it is linked to; null for one of this repository's own packages. */
export type InstalledPackages = { readonly [name: string]: string | null };

/** A change of a repository with rules of its own. */
export type RuledChange = { readonly base: Edits; readonly head: Edits; readonly installed?: InstalledPackages };

/** What both ways say is new, one line a violation: `rule: from → to`, a cycle from its least file on. */
export type BothWays = {
  /** Why the part did not suffice; null where it did. */
  readonly why: string | null;
  readonly part: readonly string[];
  readonly whole: readonly string[];
};

const root = resolve(import.meta.dirname, '../../../..');

/** The rules of this repository. */
export const ownRules = readFileSync(join(root, '.dependency-cruiser.mjs'), 'utf8');

/** Judges a change by a part of the tree and by all of it, in a repository that is built for it. */
export const cruiseBothWays = ({ base, head, installed = {} }: RuledChange): Promise<BothWays> =>
  withTemporaryFolder('interlock-both-ways-', async (dir) => {
    const repository = join(dir, 'repository');
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], { cwd: repository });
    write(repository, { '.gitignore': 'node_modules\n', ...base });
    for (const [name, folder] of Object.entries(installed)) {
      const place = join(repository, 'node_modules', name);
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(folder === null ? join(root, 'node_modules', name) : join(repository, folder), place);
    }
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'base');
    write(repository, head);
    return cruiseWorkTree(repository, join(dir, 'check'));
  });

const write = (folder: string, files: Edits): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
};

const cruiseWorkTree = async (repository: string, dir: string): Promise<BothWays> => {
  const subject = await openSubject({ repository, base: 'main', head: 'WORKTREE' }, dir);
  const { signal } = new AbortController();
  const { run } = createRunner({ kind: 'bubblewrap', signal });
  const context = { ...subject, run, signal, exclusive: <R>(work: () => Promise<R>) => work(), facts: createFacts() };
  const pair = await readGraphPair(context);
  const rulesFile = '.dependency-cruiser.mjs';
  const [part, whole] = [await cruisePart(context, { pair, rulesFile }), await cruiseWhole(context, rulesFile)];
  if ('cannotCheck' in whole) throw new Error(whole.cannotCheck);
  return {
    why: 'whole' in part ? part.whole : null,
    part: 'whole' in part ? [] : describeNew(part),
    whole: describeNew(whole),
  };
};

const describeNew = (evidence: RuleEvidence): readonly string[] =>
  newViolations({ ...evidence, rules: 'own', graph: noGraphEvidence })
    .map(({ rule, from, to, cycle }) =>
      cycle.length === 0
        ? `${rule}: ${from} → ${to}`
        : `${rule}: ${canonicalCycle(cycle.map((edge) => edge.to)).join(' → ')}`,
    )
    .sort();
