import { wilson } from '../commits/wilson.ts';

/** One pair, whatever it came from. */
export type Judged = { readonly outcome: string; readonly predicted: string | null };

const share = (part: number, of: number): string => {
  if (of === 0) return `${part} of 0`;
  const { low, high } = wilson(part, of);
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  return `${part} of ${of} = ${percent(part / of)} (${percent(low)} to ${percent(high)})`;
};

/** Recall of conflicts by kind, and how many clean pairs would have waited for nothing. Wilson's 95 % bounds. Pure. */
export const formatPrediction = (title: string, pairs: readonly Judged[]): string => {
  const kinds = [...new Set(pairs.map(({ outcome }) => outcome))].filter((kind) => kind !== 'clean').sort();
  const conflicts = pairs.filter(({ outcome }) => outcome !== 'clean');
  const clean = pairs.filter(({ outcome }) => outcome === 'clean');
  const found = (list: readonly Judged[]): number => list.filter(({ predicted }) => predicted !== null).length;
  const line = (name: string, list: readonly Judged[]): string =>
    `  ${name.padEnd(28)} ${share(found(list), list.length)}`;
  return [
    `${title}: ${pairs.length} pairs`,
    line('conflicts predicted', conflicts),
    ...kinds.map((kind) =>
      line(
        `  ${kind}`,
        pairs.filter(({ outcome }) => outcome === kind),
      ),
    ),
    line('ordered needlessly', clean),
    '',
  ].join('\n');
};

/** The share of conflicts found, and of clean pairs that were ordered; 1 and 0 for none. Pure. */
export const ratesOf = (pairs: readonly Judged[]): { readonly recall: number; readonly needless: number } => {
  const rate = (list: readonly Judged[], empty: number): number =>
    list.length === 0 ? empty : list.filter(({ predicted }) => predicted !== null).length / list.length;
  return {
    recall: rate(
      pairs.filter(({ outcome }) => outcome !== 'clean'),
      1,
    ),
    needless: rate(
      pairs.filter(({ outcome }) => outcome === 'clean'),
      0,
    ),
  };
};
