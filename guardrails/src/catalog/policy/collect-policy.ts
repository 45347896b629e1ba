import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import { touchesConfiguration } from './effective/configuration-paths.ts';
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
  return { files, own: await Promise.all(own), effective: await readEffective({ base, head, change }) };
};

/** Parsers are loaded only for a change that touches configuration. */
const readEffective = async (
  context: Pick<CollectContext, 'base' | 'head' | 'change'>,
): Promise<PolicyEvidence['effective']> => {
  const paths = context.change.files.flatMap(touchedPaths).map(({ path }) => path);
  if (!touchesConfiguration(paths)) return null;
  const { collectEffective } = await import('./effective/collect-effective.ts');
  return collectEffective(context);
};

/** A rename takes one file away and adds another. */
const touchedPaths = ({ status, path, basePath }: ChangedFile): readonly Pick<ProtectedFile, 'path' | 'status'>[] =>
  status === 'renamed' && basePath !== undefined
    ? [
        { path: basePath, status: 'deleted' },
        { path, status: 'added' },
      ]
    : [{ path, status }];
