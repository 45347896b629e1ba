import type { Shot } from './load-plan.ts';
import { createFire, type LoopParts } from './run-open-loop.ts';

/** Keeps `concurrency` requests in flight until `seconds` are over. @returns once all are answered */
export const runClosedLoop = async (
  parts: LoopParts,
  { concurrency, seconds }: { readonly concurrency: number; readonly seconds: number },
): Promise<Shot[]> => {
  const { fire, elapsedMs } = createFire(parts);
  const shots: Shot[] = [];
  const call = async (): Promise<void> => {
    for (let dueMs = elapsedMs(); dueMs < seconds * 1000; dueMs = elapsedMs()) {
      await new Promise<void>((resolve) => {
        fire(dueMs, (shot) => {
          shots.push(shot);
          resolve();
        });
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, call));
  return shots;
};
