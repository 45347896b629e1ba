import type { ChangedFile } from '../../change/change.ts';

/** The lines that a change adds to a file, as one text, and which line of head each one is. */
export type AddedText = { readonly path: string; readonly text: string; readonly lineAt: (offset: number) => number };

/** Puts the added lines of a file together. Hunks stand apart by an empty line, so that no key spans two. Pure. */
export const addedTextOf = ({ path, hunks }: Pick<ChangedFile, 'path' | 'hunks'>): AddedText => {
  const starts: number[] = [];
  const numbers: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  for (const { headStart, added } of hunks)
    for (const [index, line] of [...added, ''].entries()) {
      starts.push(length);
      numbers.push(headStart + Math.min(index, added.length - 1));
      pieces.push(line);
      length += line.length + 1;
    }
  return { path, text: pieces.join('\n'), lineAt: (offset) => numbers[lastAtMost(starts, offset)] ?? 1 };
};

/** Index of the last number that is not above `limit`, in a rising list. */
const lastAtMost = (rising: readonly number[], limit: number): number => {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
