import type { Appended } from './event-store.ts';

// Beyond it Node fires a timer at once.
const longestTimerMs = 2 ** 31 - 1;

/** The result of an append, or that it was not known in time. What was begun goes on: it may still be kept. */
export const withinDeadline = async (append: Promise<Appended>, leftMs: number): Promise<Appended> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Appended>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, reason: 'deadline', detail: 'not known to be kept in time' }),
      Math.min(Math.max(0, leftMs), longestTimerMs),
    );
  });
  try {
    return await Promise.race([append, late]);
  } finally {
    clearTimeout(timer);
  }
};
