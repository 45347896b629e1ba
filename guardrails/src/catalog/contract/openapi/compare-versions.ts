import semver from 'semver';
import type { Difference } from '../difference.ts';
import type { DocumentSet } from '../document/document-set.ts';
import { child } from '../document/located.ts';
import { member, textMember } from '../document/parse-document.ts';
import { stateDifference } from './state-difference.ts';

/** Whether `info.version` says what changed: a note where it went down, or where a break did not raise the major version. */
export const compareVersions = (
  base: DocumentSet,
  head: DocumentSet,
  differences: readonly Difference[],
): readonly Difference[] => {
  const [from, to] = [versionOf(base), versionOf(head)];
  if (from === null || to === null || !isTooLow(from, to, differences)) return [];
  const info = child(head.start, 'info') ?? head.start;
  const statement = { subject: 'info.version', where: 'info', base: child(base.start, 'info') ?? base.start };
  return [
    stateDifference('version-not-raised', {
      ...statement,
      head: child(info, 'version') ?? info,
      impact: 'note',
      from,
      to,
    }),
  ];
};

const versionOf = ({ root }: DocumentSet): string | null => semver.valid(textMember(member(root, 'info'), 'version'));

const isTooLow = (from: string, to: string, differences: readonly Difference[]): boolean => {
  if (semver.lt(to, from)) return true;
  const isBroken = differences.some(({ impact }) => impact === 'certain');
  const digit = semver.major(from) === 0 ? semver.minor : semver.major;
  return isBroken && semver.major(to) === semver.major(from) && digit(to) === digit(from);
};
