import type { AuditLine } from './audit-event.ts';
import type { ServingPointer } from './serving-pointer.ts';

/** What served from one moment (Unix ms) until the next, and why it came to be. */
export type ServingPeriod = {
  readonly model: string;
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly serving: ServingPointer;
  readonly reason: string;
};

/** What served when, by model and time: a fold over the log, of changes that were carried out alone. */
export const servingPeriods = (lines: readonly AuditLine[]): ServingPeriod[] => {
  const done = lines.flatMap(({ at, entry }) =>
    entry.event === 'carried-out' && entry.serving
      ? [{ model: entry.model, at, serving: entry.serving, reason: entry.reason }]
      : [],
  );
  return [...Map.groupBy(done, ({ model }) => model).values()].flatMap((changes) =>
    changes.map(({ model, at, serving, reason }, index) => ({
      ...{ model, fromMs: at, untilMs: changes[index + 1]?.at ?? null, serving, reason },
    })),
  );
};

/** What served a model at a moment; `undefined` before the first promotion. */
export const servedAt = (periods: readonly ServingPeriod[], model: string, atMs: number): ServingPeriod | undefined =>
  periods.findLast((period) => period.model === model && period.fromMs <= atMs);

/** The version that answered everyone before the present one; `undefined` when there was none. */
export const previousFull = (periods: readonly ServingPeriod[], model: string, present: string): string | undefined =>
  periods.findLast((period) => period.model === model && period.serving.full !== present)?.serving.full;
