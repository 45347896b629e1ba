/** What waits to be written: its bytes count against the size of a group. */
export type GroupItem = { readonly bytes: number };

export type GroupCommit<Item extends GroupItem, Result> = {
  /** Waits for its group to be written; rejects as the write does. */
  readonly add: (item: Item) => Promise<Result>;
  /** How many bytes wait. */
  readonly waitingBytes: () => number;
  /** Waits for everything added so far. */
  readonly settled: () => Promise<void>;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (cause: unknown) => void;
};

/**
 * Writes one group at a time: what arrives while a group is being written forms the next one. One confirmed write then
 * serves all of them, and a lone item waits for nobody (group commit, DeWitt et al. 1984).
 * @param write resolves with one result an item, in order
 */
export const createGroupCommit = <Item extends GroupItem, Result>(
  write: (group: readonly Item[]) => Promise<readonly Result[]>,
  maxGroupBytes: number,
): GroupCommit<Item, Result> => {
  let waiting: Waiting<Item, Result>[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | undefined;

  const takeGroup = (): Waiting<Item, Result>[] => {
    let bytes = 0;
    const beyond = waiting.findIndex(({ item }, at) => (bytes += item.bytes) > maxGroupBytes && at > 0);
    const group = beyond === -1 ? waiting : waiting.slice(0, beyond);
    waiting = beyond === -1 ? [] : waiting.slice(beyond);
    waitingBytes -= group.reduce((sum, { item }) => sum + item.bytes, 0);
    return group;
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup();
      try {
        const results = await write(group.map(({ item }) => item));
        group.forEach(({ resolve }, at) => resolve(results[at] as Result));
      } catch (cause) {
        group.forEach(({ reject }) => reject(cause));
      }
    }
    running = undefined;
  };

  return {
    add: (item) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        waitingBytes += item.bytes;
        running ??= run();
      }),
    waitingBytes: () => waitingBytes,
    settled: async () => running,
  };
};
