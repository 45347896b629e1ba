/**
 * The header that carries a request's deadline through every hop: Unix time in milliseconds, absolute, so that no hop
 * has to guess how long its caller already waited. Hosts keep their clocks within a few milliseconds (NTP).
 */
export const deadlineHeader = 'x-deadline-ms';

/** How long a request may take: `defaultMs` when the caller does not say, never more than `maxMs`. */
export type DeadlineLimits = { readonly defaultMs: number; readonly maxMs: number };

/** A request's deadline, or why its header cannot be one. */
export type DeadlineDecision =
  | { readonly ok: true; readonly deadlineMs: number }
  | { readonly ok: false; readonly reason: 'malformed' | 'exceeded' };

/** What is left until a deadline; 0 when it has passed. Both in Unix milliseconds. */
export const remainingMs = (deadlineMs: number, nowMs: number): number => Math.max(0, deadlineMs - nowMs);

/**
 * The deadline of a request that arrived at `nowMs`.
 * @param header as received; absent means the default budget from now on
 */
export const decideDeadline = (header: string | undefined, nowMs: number, limits: DeadlineLimits): DeadlineDecision => {
  if (header === undefined) return { ok: true, deadlineMs: nowMs + limits.defaultMs };
  if (!/^\d{1,16}$/.test(header)) return { ok: false, reason: 'malformed' };
  const asked = Number(header);
  if (asked <= nowMs) return { ok: false, reason: 'exceeded' };
  return { ok: true, deadlineMs: Math.min(asked, nowMs + limits.maxMs) };
};
