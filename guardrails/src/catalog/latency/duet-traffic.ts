import { setTimeout as delay } from 'node:timers/promises';
import { answerShape } from './answer-shape.ts';
import type { DuetServer } from './duet-server.ts';
import type { Answer, Pair, ServiceRequest, Side } from './latency-evidence.ts';
import { medianOf } from './quantile.ts';

/** Both servers and what to ask them. */
export type Duet = {
  readonly servers: Readonly<Record<Side, DuetServer>>;
  readonly requests: readonly ServiceRequest[];
  readonly chooseRequest: () => number;
  readonly random: () => number;
};

const mostProbed = 50;
const warmUp = { window: 40, leastMs: 300, mostMs: 1500, steady: 0.05 } as const;
const mostPairs = 20_000;

/**
 * Asks both servers the first 50 requests once, to compare what they answer; where the status differs up to three times,
 * because a busy machine may drop one answer and does not drop the same one again and again.
 */
export const probeAnswers = async (duet: Duet): Promise<Record<Side, Answer>[]> => {
  const answers: Record<Side, Answer>[] = [];
  for (const request of duet.requests.slice(0, mostProbed)) {
    let answer = await probeBoth(duet, request);
    for (let again = 0; again < 2 && answer.base.status !== answer.head.status; again++) {
      answer = await probeBoth(duet, request);
    }
    answers.push(answer);
  }
  return answers;
};

const probeBoth = async ({ servers }: Duet, request: ServiceRequest): Promise<Record<Side, Answer>> => {
  const probe = async (side: Side): Promise<Answer> => {
    const { status, body } = await servers[side].client.send(request, 'keep body');
    return { status, shape: answerShape(body) };
  };
  const [base, head] = await Promise.all([probe('base'), probe('head')]);
  return { base, head };
};

/**
 * Sends requests one after the other until both servers are steady: the medians of two windows in a row differ by less
 * than 5 %, or 1.5 s are over. Answers the slower side's median in ms.
 */
export const warmUpDuet = async (duet: Duet): Promise<number> => {
  const startedMs = performance.now();
  let previous: readonly number[] | null = null;
  for (;;) {
    const medians = await measureWindow(duet);
    const elapsedMs = performance.now() - startedMs;
    const isSteady = previous?.every((median, side) => isNear(median, medians[side] ?? Number.NaN)) ?? false;
    const isDone = elapsedMs > warmUp.mostMs || (isSteady && elapsedMs > warmUp.leastMs);
    if (isDone || firstFailure(duet) !== null) return Math.max(...medians);
    previous = medians;
  }
};

const measureWindow = async (duet: Duet): Promise<readonly number[]> => {
  const times: Record<Side, number[]> = { base: [], head: [] };
  const startedMs = performance.now();
  for (let count = 0; count < warmUp.window; count++) {
    const request = duet.requests[duet.chooseRequest()];
    if (request === undefined) continue;
    for (const side of inRandomOrder(duet.random)) {
      const sentMs = performance.now();
      await duet.servers[side].client.send(request);
      times[side].push(performance.now() - sentMs);
    }
    if (count >= 3 && performance.now() - startedMs > warmUp.mostMs) break;
  }
  return [medianOf(times.base), medianOf(times.head)];
};

const isNear = (one: number, other: number): boolean => Math.abs(one / other - 1) < warmUp.steady;

/** When to send. */
export type Pace = { readonly intervalMs: number; readonly seconds: number };

/**
 * Sends each request to both servers, in random order half an interval apart, at a fixed rate whatever the answers take
 * (an open loop, so that a slow server does not slow its own clock), and waits for the last answer. Not at once: two
 * answers that arrive together are timed together, and on a busy machine that hid half of a slowdown (tried).
 */
export const measurePairs = async (duet: Duet, { intervalMs, seconds }: Pace): Promise<readonly Pair[]> => {
  const startMs = performance.now();
  const count = Math.min(mostPairs, Math.max(1, Math.floor((seconds * 1000) / intervalMs)));
  const pairs: Promise<Pair>[] = [];
  for (let index = 0; index < count && firstFailure(duet) === null; index++) {
    const atMs = startMs + index * intervalMs;
    const request = duet.chooseRequest();
    const [first, second] = inRandomOrder(duet.random);
    await waitUntil(atMs);
    const one = timeRequest(duet, { side: first, request, atMs });
    await waitUntil(atMs + intervalMs / 2);
    const other = timeRequest(duet, { side: second, request, atMs: atMs + intervalMs / 2 });
    pairs.push(first === 'base' ? joinPair(request, one, other) : joinPair(request, other, one));
  }
  return Promise.all(pairs);
};

const waitUntil = async (atMs: number): Promise<void> => {
  const waitMs = Math.round(atMs - performance.now());
  if (waitMs > 0) await delay(waitMs);
};

type Timed = { readonly us: number; readonly intendedUs: number; readonly status: number };
type Send = { readonly side: Side; readonly request: number; readonly atMs: number };

const joinPair = async (request: number, ofBase: Promise<Timed>, ofHead: Promise<Timed>): Promise<Pair> => {
  const [base, head] = await Promise.all([ofBase, ofHead]);
  return [request, base.us, head.us, base.intendedUs, head.intendedUs, base.status, head.status];
};

/** A timer fires up to this late on an idle machine. Counted in, it would hide a slow tail of a fast service (tried). */
const timerMs = 2;

const timeRequest = async (duet: Duet, { side, request, atMs }: Send): Promise<Timed> => {
  const wire = duet.requests[request];
  if (wire === undefined) throw new Error(`request ${request} is not one of ${duet.requests.length}`);
  const sentMs = performance.now();
  const { status } = await duet.servers[side].client.send(wire);
  const tookMs = performance.now() - sentMs;
  const toUs = (ms: number) => Math.round(ms * 1000);
  return { us: toUs(tookMs), intendedUs: toUs(tookMs + Math.max(0, sentMs - atMs - timerMs)), status };
};

const inRandomOrder = (random: () => number): readonly [Side, Side] =>
  random() < 0.5 ? ['base', 'head'] : ['head', 'base'];

/** The failure of whichever server is no longer there. */
export const firstFailure = ({ servers }: Duet) => servers.base.failure() ?? servers.head.failure();
