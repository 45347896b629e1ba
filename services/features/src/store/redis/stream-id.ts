/** The id before all entries of a stream. */
export const beforeAll = '0-0';

/** Whether the entry `a` stands before the entry `b`; ids are `<milliseconds>-<number>`. */
export const isBefore = (a: string, b: string): boolean => {
  const [aMs = 0, aNumber = 0] = a.split('-').map(Number);
  const [bMs = 0, bNumber = 0] = b.split('-').map(Number);
  return aMs < bMs || (aMs === bMs && aNumber < bNumber);
};
