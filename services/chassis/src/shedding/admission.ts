/** Why a request is refused: too many are being answered, or the work before it leaves it no time. */
export type Refusal = 'full' | 'no-time';

/** What a process has used up, in milliseconds that only grow: of its cores, and of its event loop. */
export type BusyReading = { readonly cpuMs: number; readonly loopMs: number };

export type AdmissionOptions = {
  /** The most requests in flight, whatever the estimate says. */
  readonly maxInFlight: number;
  /** Time that a busy process leaves for the way back of an answer, and for what waits in sockets unseen; 0 by default. */
  readonly reserveMs?: number;
  /** Milliseconds that never jump. */
  readonly steadyNow: () => number;
  readonly readBusy: () => BusyReading;
};

export type Admission = {
  /** Says whether a request with so much time left may come in; when it may, `leave` must be called once. */
  readonly tryEnter: (remainingMs: number) => Refusal | undefined;
  /** @param isLate whether its answer came after its deadline */
  readonly leave: (isLate: boolean) => void;
  /** What one answer costs now, and how much work waits: milliseconds. */
  readonly estimate: () => { readonly costMs: number; readonly backlogMs: number };
};

const windowMs = 100;
const fewestAnswers = 5;
const saturatedShare = 0.85;
const calmFactor = 1.5;
const wariestFactor = 8;

/**
 * Refuses at once what could not be answered in time. Work that was let in is a backlog which drains as time passes; a
 * request comes in when that backlog, its own cost, and a margin fit into the time it has left. The cost of an answer is
 * what the process was busy for, divided by its answers, so refusals count too and the estimate holds under overload.
 * While the process is busy all the time, everything in flight is work that waits; while it is not, time drains it, because
 * what is in flight then waits for another service: a slow dependency does not close the door. The margin grows while
 * answers come late and shrinks while they do not.
 */
export const createAdmission = (options: AdmissionOptions): Admission => {
  const { maxInFlight, reserveMs = 0, steadyNow, readBusy } = options;
  const meter = createCostMeter(readBusy);
  let inFlight = 0;
  let backlogMs = 0;
  let drainedAtMs = steadyNow();

  const drain = (): void => {
    const nowMs = steadyNow();
    const allMs = inFlight * meter.costMs();
    backlogMs = meter.isSaturated() ? allMs : Math.min(Math.max(0, backlogMs - (nowMs - drainedAtMs)), allMs);
    drainedAtMs = nowMs;
    meter.roll(nowMs);
  };
  return {
    tryEnter: (remainingMs) => {
      drain();
      if (inFlight >= maxInFlight) return 'full';
      const costMs = meter.costMs();
      // An idle process lets everybody in: it could never learn that an answer costs less than it thinks.
      const isBusy = backlogMs > 0 || meter.isSaturated();
      const leftMs = remainingMs - (meter.isSaturated() ? reserveMs : 0);
      if (isBusy && (backlogMs + costMs) * meter.marginFactor() > leftMs) return 'no-time';
      inFlight += 1;
      backlogMs += costMs;
      return undefined;
    },
    leave: (isLate) => {
      inFlight -= 1;
      meter.count(isLate);
      drain();
    },
    estimate: () => ({ costMs: meter.costMs(), backlogMs }),
  };
};

const createCostMeter = (readBusy: () => BusyReading) => {
  let costMs = 0;
  let factor = calmFactor;
  let answers = 0;
  let late = 0;
  let sinceMs: number | undefined;
  let busy = readBusy();
  let isSaturated = false;

  const adjust = (busyMs: number): void => {
    const sample = busyMs / answers;
    costMs = costMs === 0 ? sample : costMs * 0.7 + sample * 0.3;
    const isLate = late > answers / 100;
    factor = isLate ? Math.min(wariestFactor, factor * 1.5) : Math.max(calmFactor, factor * 0.95);
  };
  return {
    costMs: () => costMs,
    isSaturated: () => isSaturated,
    marginFactor: () => factor,
    count: (isLate: boolean): void => {
      answers += 1;
      if (isLate) late += 1;
    },
    roll: (nowMs: number): void => {
      sinceMs ??= nowMs;
      if (nowMs - sinceMs < windowMs) return;
      const next = readBusy();
      const busyMs = Math.max(next.cpuMs - busy.cpuMs, next.loopMs - busy.loopMs);
      isSaturated = busyMs >= saturatedShare * (nowMs - sinceMs);
      if (answers >= fewestAnswers) adjust(busyMs);
      busy = next;
      sinceMs = nowMs;
      answers = 0;
      late = 0;
    },
  };
};

/** What this process has used up so far. */
export const readProcessBusy = (): BusyReading => {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, loopMs: performance.eventLoopUtilization().active };
};
