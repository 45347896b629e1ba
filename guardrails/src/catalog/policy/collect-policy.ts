import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import type { PolicyEvidence, ProtectedFile } from './policy-evidence.ts';

/** Interlock's own policy, protected whatever a configuration says. */
export const ownPolicy = ['interlock.config.*', 'interlock.exemptions.json'] as const;

/** Whether a path is Interlock's own policy. */
export const isOwnPolicy = matchGlobs(ownPolicy);

/** Gathers the protected files that the change touches. */
export const collectPolicy = async ({
  base,
  head,
  change,
  policy,
}: Pick<CollectContext, 'base' | 'head' | 'change' | 'policy'>): Promise<PolicyEvidence> => {
  const globs = [...new Set([...ownPolicy, ...policy.configuration.protected])];
  const matchers = globs.map((glob) => ({ glob, covers: matchGlobs([glob]) }));
  const basePaths = (await base.list()).map(({ path }) => path);
  const files = change.files.flatMap(touchedPaths).flatMap((touched): readonly ProtectedFile[] => {
    const covering = matchers.filter(({ covers }) => covers(touched.path));
    if (covering.length === 0) return [];
    const hasPredecessor = basePaths.some((path) => covering.some(({ covers }) => covers(path)));
    return [{ ...touched, globs: covering.map(({ glob }) => glob), hasPredecessor }];
  });
  const own = files
    .filter(({ path }) => isOwnPolicy(path))
    .map(async ({ path }) => {
      const [before, after] = await Promise.all([base.readText(path), head.readText(path)]);
      return { path, base: before, head: after };
    });
  return { files, own: await Promise.all(own) };
};

/** A rename takes one file away and adds another. */
const touchedPaths = ({ status, path, basePath }: ChangedFile): readonly Pick<ProtectedFile, 'path' | 'status'>[] =>
  status === 'renamed' && basePath !== undefined
    ? [
        { path: basePath, status: 'deleted' },
        { path, status: 'added' },
      ]
    : [{ path, status }];
