import { setTimeout as delay } from 'node:timers/promises';
import { createListener, type Listener } from './create-listener.ts';
import type { LiveServices, View } from './live-services.ts';
import { createRandom, type World } from './simulated-world.ts';
import type { EventsRecord, ViewRecord } from './simulation-record.ts';

export type SimulationPlan = {
  readonly world: World;
  readonly seed: number;
  /** How many of the world's listeners take part. */
  readonly listeners: number;
  /** Views in all. */
  readonly views: number;
  /** Views a second, whatever the services do (Poisson). */
  readonly perSecond: number;
  /** The budget of a view. */
  readonly budgetMs: number;
  /** Makes the ids of this run's events its own. */
  readonly runId: string;
};

export type Simulation = { readonly views: readonly ViewRecord[]; readonly events: readonly EventsRecord[] };

/**
 * Sends listeners through live services: each view is asked for when it is due, looked at, and what the listener did is told
 * to features. A listener who still waits for a view is passed over for another, so a slow service is asked no less.
 * @param onProgress told the number of views answered, after each
 */
export const runSimulation = async (
  plan: SimulationPlan,
  services: LiveServices,
  onProgress: (answered: number) => void = () => undefined,
): Promise<Simulation> => {
  const random = createRandom(plan.seed);
  const idle = createListeners(plan);
  const [views, events]: [ViewRecord[], EventsRecord[]] = [[], []];
  const pending = new Set<Promise<void>>();
  const nextId = createIds(plan.runId);

  const takeTurn = async (listener: Listener): Promise<void> => {
    const { view, told } = await listenLive({ listener, services, budgetMs: plan.budgetMs, nextId });
    views.push(view);
    if (told) events.push(told);
    idle.push(listener);
    onProgress(views.length);
  };

  let dueMs = performance.now();
  for (let at = 0; at < plan.views; at += 1) {
    dueMs += (-Math.log(1 - random.next()) * 1000) / plan.perSecond;
    if (dueMs > performance.now()) await delay(dueMs - performance.now());
    while (idle.length === 0) await Promise.race(pending);
    const [listener] = idle.splice(Math.floor(random.next() * idle.length), 1);
    if (!listener) throw new Error('no listener is idle');
    const turn = takeTurn(listener).finally(() => pending.delete(turn));
    pending.add(turn);
  }
  await Promise.all(pending);
  return { views, events };
};

const createListeners = ({ world, seed, listeners }: SimulationPlan): Listener[] =>
  world.users.slice(0, listeners).map((user, at) => createListener(world, user, seed * 1000 + at));

const createIds = (runId: string): (() => string) => {
  let count = 0;
  return () => `${runId}-${(count += 1)}`;
};

type Turn = {
  readonly listener: Listener;
  readonly services: LiveServices;
  readonly budgetMs: number;
  readonly nextId: () => string;
};

const listenLive = async ({ listener, services, budgetMs, nextId }: Turn) => {
  const question = listener.ask();
  const startMs = performance.now();
  const answer = await services.view(question, Date.now() + budgetMs);
  const latencyMs = performance.now() - startMs;
  const cards = answer.ok ? answer.value.cards : [];
  const { acts, chosen } = listener.see(cards.map(({ id }) => id));
  const view: ViewRecord = {
    latencyMs,
    answer: answer.ok
      ? {
          ...describeView(answer.value),
          chosen: chosen && {
            kind: chosen.kind,
            position: chosen.position,
            sources: cards.find(({ id }) => id === chosen.id)?.sources ?? [],
          },
          isSaved: acts.some(({ type }) => type === 'save'),
        }
      : { isOk: false, reason: reasonOf(answer) },
  };
  if (acts.length === 0) return { view };
  const at = Date.now();
  const told = await services.tell(
    acts.map((act) => ({ id: nextId(), user: question.user, at, ...act })),
    Date.now() + eventsBudgetMs,
  );
  return { view, told: toEventsRecord(told, acts.length) };
};

const eventsBudgetMs = 1500;

const describeView = ({ degradation, degradationCause, arms, model, cards }: View) => ({
  isOk: true as const,
  degradation,
  cause: degradationCause,
  arms,
  model: model.version,
  cardCount: cards.length,
});

type Failure = { readonly reason: string; readonly code?: string };

const reasonOf = ({ reason, code }: Failure): string => code ?? reason;

const toEventsRecord = (told: Awaited<ReturnType<LiveServices['tell']>>, count: number): EventsRecord =>
  told.ok
    ? { isOk: true, accepted: told.value.accepted, duplicates: told.value.duplicates }
    : { isOk: false, reason: reasonOf(told), lost: count };
