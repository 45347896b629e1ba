import type { Level } from '../../guardrails/src/guardrail.ts';
import { expectedLine } from './expected-line.ts';
import type { ExpectedFinding, GuardbenchCase } from './guardbench-case.ts';

/** A finding of level error or warning, as far as a benchmark compares it. */
export type SeenFinding = {
  readonly code: string;
  readonly level: Level;
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
};

/** What a check said of a case. */
export type SeenCase = {
  /** Ids of the guardrails that ran. */
  readonly ran: readonly string[];
  readonly findings: readonly SeenFinding[];
  /** Guardrails that could not check, and why. */
  readonly unable: readonly { readonly id: string; readonly reason: string }[];
};

/** A label, and what was found for it. */
export type ScoredLabel = {
  readonly label: ExpectedFinding;
  readonly found: SeenFinding | null;
  /** Null where the label names no line, or nothing was found. */
  readonly isLineRight: boolean | null;
};

/** A case compared with its labels. */
export type CaseScore = {
  readonly name: string;
  readonly isClean: boolean;
  readonly labels: readonly ScoredLabel[];
  /** Findings without a label. */
  readonly extra: readonly SeenFinding[];
  readonly unable: SeenCase['unable'];
};

/** Compares what a check said with the labels of guardrails that ran. Pure. */
export const scoreCase = (one: GuardbenchCase, seen: SeenCase): CaseScore => {
  const open = new Set(seen.findings);
  const expected = one.expect.filter(({ code }) => seen.ran.includes(guardrailOf(code)));
  const labels = expected.map((label) => {
    const line = expectedLine(one, label);
    const fitting = [...open].filter((finding) => fits(finding, label));
    const found = fitting.find((finding) => finding.line === line) ?? fitting[0] ?? null;
    if (found !== null) open.delete(found);
    return { label, found, isLineRight: line === null || found === null ? null : found.line === line };
  });
  return { name: one.name, isClean: one.expect.length === 0, labels, extra: [...open], unable: seen.unable };
};

/** The id of the guardrail that a code belongs to. Pure. */
export const guardrailOf = (code: string): string => code.split('/')[0] ?? code;

const fits = (finding: SeenFinding, { code, level, file }: ExpectedFinding): boolean =>
  finding.code === code &&
  (level === undefined || finding.level === level) &&
  (file === undefined || finding.file === file);

/** True where a check said what the labels say, and no more. Pure. */
export const isAsLabelled = ({ labels, extra, unable }: CaseScore): boolean =>
  extra.length === 0 &&
  unable.length === 0 &&
  labels.every(({ found, isLineRight }) => found !== null && isLineRight !== false);
