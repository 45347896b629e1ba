import type { Tree } from '../../tree/tree.ts';
import type { LocatedViolation, Violation } from './architecture-evidence.ts';
import { importLine } from './import-line.ts';

/** Adds the lines of their imports to the violations of head. */
export const locateViolations = (head: Tree, violations: readonly Violation[]): Promise<readonly LocatedViolation[]> =>
  Promise.all(violations.map((violation) => locate(head, violation)));

const locate = async (head: Tree, violation: Violation): Promise<LocatedViolation> => {
  const lineOf = async (from: string, specifier: string | null): Promise<number | null> => {
    const text = specifier === null ? null : await head.readText(from);
    return text === null || specifier === null ? null : importLine(text, specifier);
  };
  return {
    ...violation,
    line: await lineOf(violation.from, violation.specifier),
    cycle: await Promise.all(
      violation.cycle.map(async (edge) => ({ ...edge, line: await lineOf(edge.from, edge.specifier) })),
    ),
  };
};
