import { relative } from 'node:path/posix';
import { parseJsonObject, isRecord } from './json-object.ts';
import type { FileCoverage } from './tests-evidence.ts';

/** How often lines and branches of one file ran; a line or a branch that the tool does not count is absent. */
export type CoveredFile = {
  /** Path in the repository. */
  readonly file: string;
  /** 1-based line → how often its statements ran, the most of them. */
  readonly lines: ReadonlyMap<number, number>;
  /** Ways on from a condition: the line that it begins on, and how often it was taken. */
  readonly branches: readonly { readonly line: number; readonly count: number }[];
};

/**
 * Reads Istanbul's `coverage-final.json`, which Vitest and Jest write. Null when it is none. Pure.
 * @param root absolute folder of the tree that ran: taken off all paths
 */
export const parseIstanbulCoverage = (text: string, root: string): readonly CoveredFile[] | null => {
  const report = parseJsonObject(text);
  if (report === null) return null;
  return Object.entries(report).flatMap(([path, entry]) =>
    isRecord(entry) ? [{ file: relative(root, path), lines: linesOf(entry), branches: branchesOf(entry) }] : [],
  );
};

/** Reads lcov (`SF`, `DA`, `BRDA`), which `node --test` writes. Pure. See the manual page of geninfo. */
export const parseLcov = (text: string, root: string): readonly CoveredFile[] =>
  text.split('end_of_record').flatMap((record) => {
    const path = /^SF:(.+)$/m.exec(record)?.[1];
    if (path === undefined) return [];
    const lines = new Map(
      [...record.matchAll(/^DA:(\d+),(\d+)/gm)].map(([, line, count]) => [Number(line), Number(count)]),
    );
    const branches = [...record.matchAll(/^BRDA:(\d+),[^,]*,[^,]*,(\d+|-)/gm)].map(([, line, count]) => ({
      line: Number(line),
      count: count === '-' ? 0 : Number(count),
    }));
    return [{ file: path.startsWith('/') ? relative(root, path) : path, lines, branches }];
  });

/**
 * What of the changed lines ran. A line counts when the tool knows a statement on it; a branch when its condition begins on
 * a changed line that ran. Files without a countable changed line are left out. Pure.
 * @param changed path → 1-based lines of head that the change added or edited
 */
export const coverageOfChange = (
  covered: readonly CoveredFile[],
  changed: ReadonlyMap<string, ReadonlySet<number>>,
): readonly FileCoverage[] =>
  [...changed].flatMap(([file, lines]): readonly FileCoverage[] => {
    const entries = covered.filter((one) => one.file === file);
    const countOf = (line: number): number | undefined => {
      const counts = entries.flatMap((entry) => entry.lines.get(line) ?? []);
      return counts.length === 0 ? undefined : Math.max(...counts);
    };
    const countable = [...lines].filter((line) => countOf(line) !== undefined).toSorted((a, b) => a - b);
    if (countable.length === 0) return [];
    const uncovered = countable.filter((line) => countOf(line) === 0);
    const branches = (entries[0]?.branches ?? []).filter(({ line }) => lines.has(line) && countOf(line) !== 0);
    const untaken = branches.filter(({ count }) => count === 0).map(({ line }) => line);
    return [{ file, lines: countable.length, uncovered, branches: branches.length, untaken: [...new Set(untaken)] }];
  });

type Location = { readonly start?: { readonly line?: unknown } };

const lineOf = (location: unknown): number | null => {
  const line = isRecord(location) ? (location as Location).start?.line : undefined;
  return typeof line === 'number' ? line : null;
};

const linesOf = (entry: Readonly<Record<string, unknown>>): ReadonlyMap<number, number> => {
  const [map, counts] = [entry['statementMap'], entry['s']];
  const lines = new Map<number, number>();
  if (!isRecord(map) || !isRecord(counts)) return lines;
  for (const [id, location] of Object.entries(map)) {
    const line = lineOf(location);
    if (line !== null) lines.set(line, Math.max(lines.get(line) ?? 0, Number(counts[id] ?? 0)));
  }
  return lines;
};

const branchesOf = (entry: Readonly<Record<string, unknown>>): CoveredFile['branches'] => {
  const [map, counts] = [entry['branchMap'], entry['b']];
  if (!isRecord(map) || !isRecord(counts)) return [];
  return Object.entries(map).flatMap(([id, branch]) => {
    const line = isRecord(branch) ? (lineOf(branch['loc']) ?? lineOf(branch)) : null;
    const taken = counts[id];
    if (line === null || !Array.isArray(taken)) return [];
    return taken.map((count) => ({ line, count: Number(count) }));
  });
};
