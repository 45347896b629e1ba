import type { Comparison, Reason } from './compare-graphs.ts';

/** One tree: how the graphs differ, and CPU seconds. */
export type TreeComparison = {
  readonly name: string;
  readonly compared: Comparison;
  readonly seconds: { readonly cold: number; readonly warm: number; readonly theirs: number };
};

/** Writes the comparisons as Markdown tables, which a terminal can show as well. Pure. */
export const formatComparison = (trees: readonly TreeComparison[]): string =>
  [
    '| tree | files | imports in both | without a reason | circular in both | only ours | only theirs | algorithm differs |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...trees.map(({ name, compared: { files, same, unexplained, cycles } }) =>
      row([name, files, same, unexplained.length, cycles.same, cycles.onlyOurs, cycles.onlyTheirs, cycles.algorithm]),
    ),
    '',
    '| tree | CPU s, ours cold | ours warm | dependency-cruiser |',
    '|---|--:|--:|--:|',
    ...trees.map(({ name, seconds: { cold, warm, theirs } }) =>
      row([name, cold.toFixed(2), warm.toFixed(2), theirs.toFixed(2)]),
    ),
    '',
    ...trees.flatMap(describeDifferences),
    '',
  ].join('\n');

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const describeDifferences = ({ name, compared: { ours, theirs, unexplained } }: TreeComparison): readonly string[] => [
  ...describeReasons(`${name}: imports that only we have`, ours),
  ...describeReasons(`${name}: imports that only dependency-cruiser has`, theirs),
  ...unexplained.slice(0, 40).map((line) => `    ${line}`),
];

const describeReasons = (title: string, reasons: ReadonlyMap<Reason, number>): readonly string[] =>
  reasons.size === 0 ? [] : [`- ${title}: ${[...reasons].map(([reason, count]) => `${count} ${reason}`).join(', ')}`];
