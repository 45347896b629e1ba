import type { Changelog, ChangelogEntry, Semver } from './changelog.ts';

/** What a version must do, in a few words. */
export const semverWords: Readonly<Record<Semver, string>> = {
  major: 'major version',
  minor: 'minor version',
  patch: 'patch version',
  none: 'no new version',
  unknown: 'not known',
};

/** The sentence under the verdict. Pure. */
export const changelogSentence = ({ semver, breaking, other }: Changelog): string => {
  if (semver === 'unknown') return 'Something could not be compared, so no version can be promised.';
  if (breaking + other === 0) return 'Nothing changed that a caller could notice.';
  const counts = [...(breaking > 0 ? [`${breaking} breaking`] : []), ...(other > 0 ? [`${other} other`] : [])].join(
    ' and ',
  );
  const what = `${counts} ${breaking + other === 1 ? 'change' : 'changes'}`;
  if (semver === 'major') return `${what}: callers built on base can go wrong.`;
  return `${what}: callers built on base go on working.`;
};

/** `breaking, proven`, `addition`: what stands before an entry. Pure. */
export const entryLabel = ({ isBreaking, level, grade, code }: ChangelogEntry): string => {
  if (isBreaking && grade === 'possible') return 'possibly breaking';
  if (isBreaking) return grade === null ? 'breaking' : `breaking, ${grade}`;
  if (level === 'note') return /addition|added/.test(code) ? 'addition' : 'note';
  return level;
};

/** What is said of callers in the repository; null where nobody looked. Pure. */
export const consumersSentence = ({ consumers }: ChangelogEntry): string | null => {
  if (consumers === null) return null;
  return consumers.length === 0 ? 'Nobody in this repository relies on it.' : 'In this repository it breaks:';
};
