import { satisfies, valid, validRange } from 'semver';
import { asObject, asText } from './lockfile.ts';
import type { LockedPackage } from './lockfile.ts';

/** A known fault of versions of a package. */
export type Advisory = {
  readonly id: string;
  readonly name: string;
  /** Ranges that are affected, as semver has them; versions besides. */
  readonly ranges: readonly string[];
  readonly versions: readonly string[];
  readonly severity: 'critical' | 'high' | 'moderate' | 'low' | 'unknown';
};

/**
 * Reads advisories in the Open Source Vulnerability format (https://ossf.github.io/osv-schema/): one, a list, or
 * `{ "vulns": […] }`. Only those of npm packages that are not withdrawn. Pure.
 * @throws SyntaxError the text is not JSON
 */
export const parseAdvisories = (text: string): readonly Advisory[] => {
  const document: unknown = JSON.parse(text);
  const list = Array.isArray(document) ? document : (asList(asObject(document)['vulns']) ?? [document]);
  return list.flatMap((item) => {
    const entry = asObject(item);
    const id = asText(entry['id']);
    if (id === null || entry['withdrawn'] !== undefined) return [];
    return (asList(entry['affected']) ?? []).flatMap((affected) => readAffected(asObject(affected), { id, entry }));
  });
};

const asList = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);

type Json = { readonly [name: string]: unknown };

const readAffected = (
  affected: Json,
  { id, entry }: { readonly id: string; readonly entry: Json },
): readonly Advisory[] => {
  const { name, ecosystem } = asObject(affected['package']);
  if (typeof name !== 'string' || ecosystem !== 'npm') return [];
  const ranges = (asList(affected['ranges']) ?? []).flatMap((range) =>
    readRanges(asList(asObject(range)['events']) ?? []),
  );
  const versions = (asList(affected['versions']) ?? []).filter((one): one is string => typeof one === 'string');
  return [{ id, name, ranges, versions, severity: severityOf(entry, affected) }];
};

const readRanges = (events: readonly unknown[]): readonly string[] => {
  const ranges: string[] = [];
  let from: string | null = null;
  for (const event of events.map(asObject)) {
    const [introduced, fixed, last] = [
      asText(event['introduced']),
      asText(event['fixed']),
      asText(event['last_affected']),
    ];
    if (introduced !== null) from = introduced === '0' ? '0.0.0-0' : introduced;
    if (from === null || (fixed === null && last === null)) continue;
    ranges.push(`>=${from} ${fixed === null ? `<=${last ?? ''}` : `<${fixed}`}`);
    from = null;
  }
  return from === null ? ranges : [...ranges, `>=${from}`];
};

const severityOf = (entry: Json, affected: Json): Advisory['severity'] => {
  const said = [entry['database_specific'], affected['database_specific'], affected['ecosystem_specific']]
    .map((one) => asText(asObject(one)['severity'])?.toLowerCase())
    .find((one) => one !== undefined);
  if (said === 'critical' || said === 'high' || said === 'moderate' || said === 'low') return said;
  return said === 'medium' ? 'moderate' : 'unknown';
};

/** Whether an advisory is about this version of this package. Pure. */
export const isAffected = ({ name, version }: Pick<LockedPackage, 'name' | 'version'>, advisory: Advisory): boolean => {
  if (name !== advisory.name || valid(version) === null) return false;
  return (
    advisory.versions.includes(version) ||
    advisory.ranges.some(
      (range) => validRange(range) !== null && satisfies(version, range, { includePrerelease: true }),
    )
  );
};
