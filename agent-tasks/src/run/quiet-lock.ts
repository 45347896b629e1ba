/**
 * One lock for the machine's quiet: many share it while they work, one has it alone while it measures. Whoever asks
 * to be alone waits for those who share, and nothing new starts meanwhile.
 */
export type QuietLock = {
  readonly shared: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly exclusive: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /**
   * Runs `work` shared, and gives it an `exclusive` that lets go of the share while it waits and measures: else two
   * checks that both want to measure would wait for each other for ever.
   */
  readonly sharedWithExclusive: <Result>(
    work: (exclusive: QuietLock['exclusive']) => Promise<Result>,
  ) => Promise<Result>;
};

type Waiter = { readonly alone: boolean; readonly enter: () => void };

/** @param places how many may share at once */
export const createQuietLock = (places: number): QuietLock => {
  const waiting: Waiter[] = [];
  let sharing = 0;
  let isAlone = false;

  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (isAlone || (next.alone ? sharing > 0 : sharing >= places)) return;
      waiting.shift();
      if (next.alone) isAlone = true;
      else sharing += 1;
      next.enter();
    }
  };
  const enter = (alone: boolean): Promise<void> =>
    new Promise((resolve) => {
      const waiter = { alone, enter: resolve };
      const firstShare = alone ? waiting.findIndex((other) => !other.alone) : -1;
      if (firstShare >= 0) waiting.splice(firstShare, 0, waiter);
      else waiting.push(waiter);
      admit();
    });
  const leave = (alone: boolean): void => {
    if (alone) isAlone = false;
    else sharing -= 1;
    admit();
  };
  const hold = async <Result>(alone: boolean, work: () => Promise<Result>): Promise<Result> => {
    await enter(alone);
    try {
      return await work();
    } finally {
      leave(alone);
    }
  };

  return {
    shared: (work) => hold(false, work),
    exclusive: (work) => hold(true, work),
    sharedWithExclusive: (work) =>
      hold(false, () =>
        work(async (measure) => {
          leave(false);
          try {
            return await hold(true, measure);
          } finally {
            await enter(false);
          }
        }),
      ),
  };
};
