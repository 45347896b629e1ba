import type { Level } from '../../../guardrails/src/guardrail.ts';
import { isNear } from '../../../test/guardbench/mutations/planted-lines.ts';
import type { PlannedMutant } from './plan-mutants.ts';

/** A finding, as far as mutants are compared by it. */
export type MutantFinding = {
  readonly code: string;
  readonly level: Level;
  readonly file: string | null;
  readonly line: number | null;
  readonly fingerprint: string;
};

/** What one check said. */
export type MutantSide = {
  readonly findings: readonly MutantFinding[];
  /** Ids of the guardrails that could not check, with the reason. */
  readonly unable: readonly { readonly id: string; readonly reason: string }[];
};

/** What the checks of a mutant said: without a brief, and with one that lets an agent add tests. */
export type MutantSeen = { readonly plain: MutantSide; readonly withBrief: MutantSide };

/** How one planted fault fared. `unable`: the commit without the fault could not be checked either. */
export type MutantOutcome = 'error' | 'warning' | 'missed' | 'unable';

/** An outcome, and where it is not found, what was said in its place. */
export type MutantScore = { readonly outcome: MutantOutcome; readonly instead: readonly string[] };

/** A planted fault, as far as it says what must be found. */
export type Planted = Pick<PlannedMutant, 'operator' | 'file' | 'spans'>;

/**
 * A fault is found where one of its codes is given in its file, as error or warning, once more often than for the commit
 * without the fault, and, if it has a line, within three lines of the fault. Pure.
 */
export const scoreMutant = (
  { operator, file, spans }: Planted,
  seen: MutantSide,
  untouched: MutantSide,
): MutantScore => {
  const isUnable = untouched.unable.some(({ id }) => operator?.guardrails.includes(id) === true);
  if (isUnable) return { outcome: 'unable', instead: untouched.unable.map(({ id, reason }) => `${id}: ${reason}`) };
  const fresh = freshFindings(seen, untouched);
  const right = fresh.filter(
    (finding) =>
      finding.file === file &&
      finding.level !== 'note' &&
      operator?.codes.includes(finding.code) === true &&
      (finding.line === null || spans.length === 0 || isNear(finding.line, spans)),
  );
  if (right.length > 0)
    return { outcome: right.some(({ level }) => level === 'error') ? 'error' : 'warning', instead: [] };
  const unable = seen.unable.map(({ id, reason }) => `${id}: ${reason}`);
  return { outcome: 'missed', instead: [...fresh.map((finding) => describe(finding, file)), ...unable] };
};

const describe = ({ code, level, line, ...finding }: MutantFinding, file: string | null): string =>
  `${code} (${level})${finding.file === file ? ` at line ${line ?? '–'}` : ' elsewhere'}`;

const freshFindings = (seen: MutantSide, untouched: MutantSide): readonly MutantFinding[] => {
  const nameOf = ({ level, fingerprint }: MutantFinding): string => `${level}:${fingerprint}`;
  const known = untouched.findings.map(nameOf);
  return seen.findings.filter((finding) => {
    const at = known.indexOf(nameOf(finding));
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
};
