import type { PickedCommit } from './commit-record.ts';

/** Asks one repository for its first so many commits. */
export type Picker = (count: number) => Promise<readonly PickedCommit[]>;

/**
 * Picks `count` commits spread evenly over repositories; what a small one cannot give, the others do. One list a
 * repository, oldest commit first.
 */
export const pickAcross = async (
  pickers: readonly Picker[],
  count: number,
): Promise<readonly (readonly PickedCommit[])[]> => {
  let wanted = pickers.map(() => 0);
  let picked: readonly (readonly PickedCommit[])[] = pickers.map(() => []);
  let open = pickers.map((_, index) => index);
  for (let missing = count; missing > 0 && open.length > 0; missing = count - total(picked)) {
    const share = Math.ceil(missing / open.length);
    wanted = wanted.map((number, index) => (open.includes(index) ? number + share : number));
    picked = await Promise.all(
      pickers.map((pick, index) =>
        open.includes(index) ? pick(wanted[index] ?? 0) : Promise.resolve(picked[index] ?? []),
      ),
    );
    open = open.filter((index) => (picked[index]?.length ?? 0) >= (wanted[index] ?? 0));
  }
  return trim(picked, count).map((commits) => commits.toSorted((one, other) => one.time - other.time));
};

const total = (lists: readonly (readonly unknown[])[]): number => lists.reduce((sum, { length }) => sum + length, 0);

/** Takes the surplus of rounding up from the longest lists. */
const trim = (lists: readonly (readonly PickedCommit[])[], count: number): readonly (readonly PickedCommit[])[] => {
  const lengths = lists.map(({ length }) => length);
  for (let surplus = total(lists) - count; surplus > 0; surplus -= 1) {
    const longest = lengths.indexOf(Math.max(...lengths));
    lengths[longest] = (lengths[longest] ?? 0) - 1;
  }
  return lists.map((list, index) => list.slice(0, lengths[index]));
};
