import type { CollectContext } from '../../guardrail.ts';
import { isProjectPath, projectFacts } from '../../source/project-facts.ts';
import { packageName } from '../../source/resolve-import.ts';
import type { Violation } from './architecture-evidence.ts';

/**
 * The missing packages of these violations that are not installed here, whatever the change does: some package.json of head declares them,
 * nothing is installed at all, or it is a URL.
 */
export const notInstalledAmong = async (
  { facts, head }: CollectContext,
  violations: readonly Violation[],
): Promise<readonly string[]> => {
  const written = violations.flatMap(({ kind, specifier, to }) => (kind === 'unresolvable' ? [specifier ?? to] : []));
  const missing = written.filter((name) => !/^[./#]/u.test(name)).map(packageName);
  if (missing.length === 0) return [];
  const paths = (await head.list()).map(({ path }) => path);
  const [projects, installed] = await Promise.all([
    facts(projectFacts, head, paths.filter(isProjectPath)),
    head.installed === undefined ? head.checkout() : head.installed(),
  ]);
  const declared = new Set([...projects.values()].flatMap(({ manifest }) => manifest?.dependencies ?? []));
  const isNothingInstalled = (installed?.readOnly ?? []).length === 0;
  return [...new Set(missing)]
    .filter((name) => isNothingInstalled || declared.has(name) || /^https?:$/u.test(name))
    .sort();
};
