import { dataText } from '../../data-text.ts';
import type { FindingData, Guardrail } from '../../guardrail.ts';

const text = (data: FindingData, name: string): string => dataText(data, name);
const pinned = (data: FindingData): string => `${text(data, 'name')}@${text(data, 'version')}`;

/** What each finding of `dependencies` says. */
export const dependenciesMessages: Guardrail<never>['messages'] = {
  'dependencies/added': (data) =>
    `${text(data, 'path')} asks for ${text(data, 'name')} (${text(data, 'range')}): other people's code that would run with this. Reach the goal with what is there, or say that the task needs it; its scope then names this file.`,
  'dependencies/lookalike': (data) =>
    `${text(data, 'name')} looks like ${text(data, 'resembles')} and is another package (${text(data, 'how')}): such names are how malicious packages get installed. Correct the name, or let a person confirm it.`,
  'dependencies/install-script': (data) =>
    `${pinned(data)} runs a script of its own when it is installed, on every machine and in CI. Read that script; install with scripts off where it is not needed.`,
  'dependencies/script-allowed': (data) =>
    `${text(data, 'path')} lets ${text(data, 'name')} run its install script from now on: code of others, at install time, with the rights of whoever installs. Leave it off unless the package does not work without.`,
  'dependencies/no-integrity': (data) =>
    `${pinned(data)} is pinned without a hash: whatever the registry or a proxy serves gets installed. Take the entry out and let the package manager write it again.`,
  'dependencies/integrity-changed': (data) =>
    `${pinned(data)} has another hash than base for the same version: published packages do not change, so either the entry was edited or the registry serves something else. Restore base's entry and install again.`,
  'dependencies/registry-changed': (data) =>
    `${pinned(data)} comes from ${text(data, 'host')}, which no package came from before: who runs that host decides what is installed. Install from the registry in use, or add the host to .npmrc on base first.`,
  'dependencies/name-mismatch': (data) =>
    `The lockfile installs ${text(data, 'target')} under the name ${text(data, 'name')}: what is imported is another package than it seems. Take the entry out and let the package manager write it again.`,
  'dependencies/insecure-source': (data) =>
    `${text(data, 'name')} is fetched without encryption (${text(data, 'source')}): anybody on the way can replace it. Use https, or the registry.`,
  'dependencies/unusual-source': (data) =>
    `${text(data, 'name')} comes from ${text(data, 'source')} and not from a registry: it has no versions, no advisories, and may change under its name. Use a published version, or pin a full commit.`,
  'dependencies/outside-path': (data) =>
    `${text(data, 'name')} is taken from ${text(data, 'source')}, outside of the repository: it is there on one machine only. Put it inside, or publish it.`,
  'dependencies/downgraded': (data) =>
    `${text(data, 'name')} goes back from ${text(data, 'from')} to ${text(data, 'to')}: faults mended since then come back. Say why, or keep the version.`,
  'dependencies/override-changed': (data) =>
    `${text(data, 'path')} replaces ${text(data, 'name')} for everybody who depends on it (${text(data, 'from')} → ${text(data, 'to')}): none of them was tested with that. Say why, and for how long.`,
  'dependencies/lockfile-disagrees': (data) =>
    `${text(data, 'path')} asks for ${text(data, 'name')} ${text(data, 'range')} and ${text(data, 'lockfile')} has ${text(data, 'locked')}: a strict install stops, and any other one installs what nobody looked at. Run the package manager's install, and commit both files.`,
  'dependencies/orphan-entry': (data) =>
    `The lockfile pins ${pinned(data)}, which nothing asks for: it is installed all the same. Take the entry out and let the package manager write the file again.`,
  'dependencies/licence-denied': (data) =>
    `${pinned(data)} is under ${text(data, 'licence')}, which the policy denies. Use another package, or have the policy changed.`,
  'dependencies/advisory': (data) =>
    `${pinned(data)} has a known fault of severity ${text(data, 'severity')}: ${text(data, 'advisory')}. Take a version that mends it.`,
  'dependencies/unlisted': (data) =>
    `${text(data, 'path')} imports ${text(data, 'name')}, which ${text(data, 'manifest')} does not name: it works while another package happens to bring it, and breaks with the next install. Add it, or import what is listed.`,
  'dependencies/unused': (data) =>
    `${text(data, 'name')} is new in ${text(data, 'path')}, and no file imports it: it costs install time and trust for nothing. Take it out, or say what uses it.`,
  'dependencies/unreadable': (data) =>
    `${text(data, 'path')} cannot be read (${text(data, 'problem')}): no install works with it, and nothing in it was checked. Let the package manager write it again.`,
};
