import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createFeaturesApp } from '../app.ts';
import { createLogger, createMetrics } from '@interlock-dev/chassis';
import { anyEvent, buildEvent } from '../core/event.builder.ts';
import type { ListeningEvent } from '../core/listening-event.ts';
import { createEmptySnapshot, createItemRecord, type FeatureSnapshot } from '../core/records.ts';
import { createRowEmitter } from '../training/create-row-emitter.ts';
import type { EventStore, OpenedStore, StoreOptions } from './event-store.ts';

/** How a suite opens a store: a new place each time `place` differs, the same one when it does not. */
export type OpenStore = (options: StoreOptions, place: string) => Promise<OpenedStore>;

/** A state that knows two items, for tests. */
export const buildSeed = (version = 'seed'): FeatureSnapshot => ({
  ...createEmptySnapshot(version),
  items: new Map([
    ['a', createItemRecord('track', 'bo')],
    ['b', createItemRecord('podcast', 'cy')],
  ]),
});

/** The options of a store for tests, silent, with a clock that stands still. */
export const buildStoreOptions = (given: Partial<StoreOptions> = {}): StoreOptions => ({
  seed: buildSeed(),
  now: () => 1_700_000_000_000,
  logger: createLogger({ service: 'test', level: 'silent' }),
  ...given,
});

const nowMs = 1_721_000_000_000;
const inTime = nowMs + 60_000;
let places = 0;

/** What every kind of store must do. The same tests run on memory, on files and on Redis. */
export const describeStore = (kind: EventStore['kind'], open: OpenStore): void => {
  const opened: EventStore[] = [];
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  const build = async (given: Partial<StoreOptions> = {}, place = `place-${(places += 1)}`) => {
    const one = await open(buildStoreOptions({ now: () => nowMs, ...given }), place);
    opened.push(one.store);
    return one;
  };
  const reopen = async (store: EventStore, place: string, given: Partial<StoreOptions> = {}) => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
    return build(given, place);
  };

  describe(`A ${kind} store`, () => {
    test('counts what it acknowledged, at once', async () => {
      const { store, snapshot } = await build();
      expect(store.kind).toBe(kind);
      expect(await store.append([buildEvent({ item: 'a' }), buildEvent({ item: 'a' })], inTime)).toEqual({
        ok: true,
        accepted: 2,
        duplicates: 0,
      });
      expect(snapshot.items.get('a')?.plays).toBe(2);
    });

    test('counts an event once, however often and in whatever request it comes', async () => {
      const { store, snapshot } = await build();
      const event = buildEvent({ item: 'a' });
      expect(await store.append([event, event], inTime)).toMatchObject({ accepted: 1, duplicates: 1 });
      const results = await Promise.all([store.append([event], inTime), store.append([buildEvent(), event], inTime)]);
      expect(results).toMatchObject([
        { accepted: 0, duplicates: 1 },
        { accepted: 1, duplicates: 1 },
      ]);
      expect(snapshot.items.get('a')?.plays).toBe(1);
    });

    test('keeps many requests that come together, each with its own result', async () => {
      const { store, snapshot } = await build();
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, at) => store.append([buildEvent({ user: `user-${at}` })], inTime)),
      );
      expect(results.every((result) => result.ok && result.accepted === 1)).toBe(true);
      expect(snapshot.users.size).toBe(200);
    });

    test('keeps ids of any form', async () => {
      const place = `odd-${(places += 1)}`;
      const { store } = await build({}, place);
      const ids = ['__proto__', 'constructor', 'ä"\n\\', '\u2028', '😀'];
      await store.append(
        ids.map((user) => buildEvent({ user, item: user })),
        inTime,
      );
      if (!store.isDurable) return;
      const again = await reopen(store, place);
      expect([...again.snapshot.users.keys()]).toEqual(ids);
    });

    test('has the same state after it was closed and opened, when it says that it is durable', async () => {
      const place = `durable-${(places += 1)}`;
      const { store, snapshot } = await build({}, place);
      for (const type of ['play', 'skip', 'save', 'seek', 'play'] as const)
        await store.append([buildEvent({ type, item: 'a', at: nowMs - 5000 })], inTime);
      if (!store.isDurable) {
        expect(kind).toBe('memory');
        return;
      }
      const again = await reopen(store, place);
      expect(again.snapshot).toEqual(snapshot);
      expect(await again.store.append([buildEvent({ item: 'a' })], inTime)).toMatchObject({ accepted: 1 });
    });

    test('goes on under a new catalogue with what was counted under the old one', async () => {
      const place = `catalogue-${(places += 1)}`;
      const { store } = await build({}, place);
      await store.append([buildEvent({ item: 'a' })], inTime);
      if (!store.isDurable) return;
      const seed = buildSeed('next');
      seed.items.set('a', createItemRecord('track', 'renamed'));
      seed.items.set('c', createItemRecord('track', 'new'));
      const next = await reopen(store, place, { seed });
      await next.store.append([buildEvent({ item: 'a' })], inTime);
      const state = next.snapshot;
      expect(state.version).toBe('next');
      expect(state.items.get('a')).toMatchObject({ plays: 2, artist: 'renamed' });
      expect(state.items.has('c')).toBe(true);
      const again = await reopen(next.store, place, { seed });
      expect(again.snapshot.users).toEqual(state.users);
    });

    test('neither loses nor forges anything when the clock jumps back and forth', async () => {
      const place = `clock-${(places += 1)}`;
      let now = nowMs;
      const { store, snapshot } = await build({ now: () => now }, place);
      for (const jumpMs of [0, -3_600_000, 86_400_000, -86_400_000]) {
        now = nowMs + jumpMs;
        expect(await store.append([buildEvent({ item: 'a', at: nowMs })], now + 60_000)).toMatchObject({ accepted: 1 });
      }
      expect(snapshot.items.get('a')).toMatchObject({ plays: 4, updatedAtMs: nowMs });
      if (!store.isDurable) return;
      now = nowMs - 3_600_000;
      expect((await reopen(store, place, { now: () => now })).snapshot).toEqual(snapshot);
    });

    test('answers by the deadline, kept or not', async () => {
      const { store } = await build();
      const result = await store.append([buildEvent()], nowMs - 1);
      expect(result.ok || result.reason === 'deadline').toBe(true);
    });

    test('serves live requests the rows that training computes from the same history', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 20 }), async (steps) => {
          const { store, snapshot } = await build({ seed: createEmptySnapshot('history') });
          const { app } = await createFeaturesApp({
            ...{ snapshot, store, now: () => nowMs, metrics: createMetrics() },
            logger: createLogger({ service: 'test', level: 'silent' }),
          });
          const emit = createRowEmitter(createEmptySnapshot('history'));
          for (const step of steps) {
            if ('events' in step) {
              const body = { events: step.events };
              expect((await app.inject({ method: 'POST', url: '/v1/events', body })).statusCode).toBe(200);
              step.events.forEach((event) => emit(JSON.stringify({ ...event, receivedMs: nowMs })));
            } else {
              const live = await app.inject({ method: 'POST', url: '/v1/features/batch', body: step });
              const trained = emit(JSON.stringify({ type: 'query', id: 'q', ...step }));
              expect(live.json<{ rows: unknown }>().rows).toEqual(JSON.parse(JSON.stringify(trained?.rows)));
            }
          }
          await app.close();
        }),
        { numRuns: 25 },
      );
    });
  });
};

const anyId = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'unknown');

const anyQuery = fc.record({
  user: anyId,
  currentItem: anyId,
  items: fc.array(anyId, { minLength: 1, maxLength: 4 }),
  at: fc.integer({ min: 1_690_000_000_000, max: 1_730_000_000_000 }),
  utcOffsetMinutes: fc.integer({ min: -840, max: 840 }),
});

const anyEvents: fc.Arbitrary<{ readonly events: readonly ListeningEvent[] }> = fc.record({
  events: fc.array(anyEvent, { minLength: 1, maxLength: 5 }),
});

const anyStep = fc.oneof(anyEvents, anyQuery);
