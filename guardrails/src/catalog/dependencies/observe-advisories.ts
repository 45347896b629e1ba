import { ConfigurationError } from '../../errors.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { Observation } from './dependencies-evidence.ts';
import type { Locks } from './read-sides.ts';

/**
 * Known faults of the versions that the change pins anew, from the file of advisories that base's configuration names.
 * @throws ConfigurationError base has no such file, or it is not JSON
 */
export const observeAdvisories = async (
  { base, policy }: CollectContext,
  locks: Locks,
): Promise<readonly Observation[]> => {
  const file = policy.configuration.dependencies.advisories;
  if (file === null || locks.changed.length === 0) return [];
  const { isAffected, parseAdvisories } = await import('./advisories.ts');
  const advisories = readAdvisories(file, await base.readText(file), parseAdvisories);
  return locks.changed.flatMap((path) => {
    const known = new Set(locks.base.get(path)?.packages.map(({ name, version }) => `${name}@${version}`));
    const fresh = locks.head.get(path)?.packages.filter(({ name, version }) => !known.has(`${name}@${version}`)) ?? [];
    return fresh.flatMap((entry) =>
      advisories
        .filter((advisory) => isAffected(entry, advisory))
        .map(({ id, severity }) => ({
          kind: 'advisory' as const,
          path,
          line: entry.line,
          name: entry.name,
          detail: { version: entry.version, advisory: id, severity },
          isCertain: severity === 'critical' || severity === 'high',
        })),
    );
  });
};

const readAdvisories = <Advisories>(
  file: string,
  text: string | null,
  parse: (text: string) => Advisories,
): Advisories => {
  if (text === null)
    throw new ConfigurationError(
      `dependencies.advisories: base has no file ${file}. Commit it there, or set the option to null.`,
    );
  try {
    return parse(text);
  } catch (cause) {
    throw new ConfigurationError(`dependencies.advisories: ${file} of base is not JSON in the OSV format.`, { cause });
  }
};
