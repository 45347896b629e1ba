import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServingPointer } from './model-card.ts';
import { createModelSlot, type PointerRead, type SlotEvent } from './model-slot.ts';

type Model = { readonly version: string };

/** A slot over a pointer in memory; records what was loaded, closed and reported. */
const buildSlot = (first: ServingPointer) => {
  const state = { pointer: first, revision: 0, broken: new Set<string>(), invalid: false };
  const loaded: string[] = [];
  const closed: string[] = [];
  const events: SlotEvent[] = [];
  const read = (): PointerRead =>
    state.invalid
      ? { ok: false, detail: 'is no pointer', stamp: String(state.revision) }
      : { ok: true, pointer: state.pointer, stamp: String(state.revision) };
  const slot = createModelSlot<Model>({
    name: 'ranker',
    readPointer: (last) => Promise.resolve(last === String(state.revision) ? 'unchanged' : read()),
    load: (version) => {
      loaded.push(version);
      if (state.broken.has(version)) return Promise.resolve({ ok: false, reason: 'hash-mismatch', detail: 'torn' });
      return Promise.resolve({ ok: true, model: { version } });
    },
    close: ({ version }) => Promise.resolve(void closed.push(version)),
    report: (event) => events.push(event),
  });
  const point = (pointer: ServingPointer) => {
    state.pointer = pointer;
    state.revision += 1;
    return slot.refresh();
  };
  return { slot, state, loaded, closed, events, point };
};

const versionFor = (slot: ReturnType<typeof buildSlot>['slot'], listener: string) => {
  const lease = slot.lease(listener);
  lease.release();
  return lease.model?.version;
};
const listeners = Array.from({ length: 4000 }, (_, at) => `user-${at}`);

test('Before the first look there is no model, and afterwards the one that the pointer names', async () => {
  const { slot, events } = buildSlot({ full: 'v1' });
  expect(versionFor(slot, 'a')).toBeUndefined();
  await slot.refresh();
  expect(versionFor(slot, 'a')).toBe('v1');
  expect(slot.serving()).toEqual({ full: 'v1' });
  expect(events).toEqual([{ type: 'swapped', name: 'ranker', serving: { full: 'v1' } }]);
});

test('A pointer that did not change loads nothing', async () => {
  const { slot, loaded } = buildSlot({ full: 'v1' });
  await slot.refresh();
  await slot.refresh();
  expect(loaded).toEqual(['v1']);
});

test('A swap serves the new version at once, and closes the old one after its last request', async () => {
  const { slot, point, closed } = buildSlot({ full: 'v1' });
  await slot.refresh();
  const underWay = slot.lease('a');
  const alsoUnderWay = slot.lease('b');
  await point({ full: 'v2' });
  expect(versionFor(slot, 'a')).toBe('v2');
  expect([underWay.model?.version, closed]).toEqual(['v1', []]);
  underWay.release();
  underWay.release();
  expect(closed).toEqual([]);
  alsoUnderWay.release();
  expect(closed).toEqual(['v1']);
});

test('A version that goes on serving is neither loaded again nor closed', async () => {
  const { point, slot, loaded, closed } = buildSlot({ full: 'v1', shadow: 'v2' });
  await slot.refresh();
  await point({ full: 'v1', canary: { version: 'v2', percent: 50 } });
  await point({ full: 'v2' });
  expect([loaded, closed]).toEqual([['v1', 'v2'], ['v1']]);
});

test('When one version cannot be served, what served before goes on, and it is tried again', async () => {
  const { slot, state, point, closed, events } = buildSlot({ full: 'v1' });
  await slot.refresh();
  state.broken.add('v3');
  await point({ full: 'v2', shadow: 'v3' });
  expect(versionFor(slot, 'a')).toBe('v1');
  expect(closed).toEqual(['v2']);
  expect(events.at(-1)).toMatchObject({ type: 'refused', version: 'v3', reason: 'hash-mismatch' });
  state.broken.clear();
  await slot.refresh();
  expect(slot.serving()).toEqual({ full: 'v2', shadow: 'v3' });
});

test('A pointer that is none changes nothing and is reported once', async () => {
  const { slot, state, events } = buildSlot({ full: 'v1' });
  await slot.refresh();
  Object.assign(state, { invalid: true, revision: 1 });
  await slot.refresh();
  await slot.refresh();
  expect(versionFor(slot, 'a')).toBe('v1');
  expect(events.filter(({ type }) => type === 'refused')).toHaveLength(1);
});

test('A canary has its percentage of listeners, always the same ones, and a larger one keeps them', async () => {
  const { slot, point } = buildSlot({ full: 'v1', canary: { version: 'v2', percent: 10 } });
  await slot.refresh();
  const inCanary = () => new Set(listeners.filter((listener) => versionFor(slot, listener) === 'v2'));
  const tenth = inCanary();
  expect(Math.abs(tenth.size / listeners.length - 0.1)).toBeLessThan(0.02);
  expect(inCanary()).toEqual(tenth);
  await point({ full: 'v1', canary: { version: 'v2', percent: 50 } });
  expect([...tenth].filter((listener) => !inCanary().has(listener))).toEqual([]);
});

test('A shadow is leased beside the model that answers', async () => {
  const { slot } = buildSlot({ full: 'v1', shadow: 'v2' });
  await slot.refresh();
  const lease = slot.lease('a');
  expect([lease.model?.version, lease.shadow?.version, lease.isCanary]).toEqual(['v1', 'v2', false]);
  lease.release();
});

test('Closing waits for nobody and closes what is in use when its request is done', async () => {
  const { slot, closed } = buildSlot({ full: 'v1', shadow: 'v2' });
  await slot.refresh();
  const lease = slot.lease('a');
  await slot.close();
  expect(closed).toEqual([]);
  lease.release();
  expect(closed.toSorted()).toEqual(['v1', 'v2']);
  expect(versionFor(slot, 'a')).toBeUndefined();
});

test('Closing during a swap closes what the swap brings too, and nothing is loaded afterwards', async () => {
  const { slot, point, closed, loaded } = buildSlot({ full: 'v1' });
  await slot.refresh();
  const swap = point({ full: 'v2' });
  await slot.close();
  await swap;
  expect(closed.toSorted()).toEqual(['v1', 'v2']);
  await point({ full: 'v3' });
  expect(loaded).toEqual(['v1', 'v2']);
});

const version = fc.constantFrom('v1', 'v2', 'v3', 'v4');
const pointer: fc.Arbitrary<ServingPointer> = fc.record(
  { full: version, shadow: version, canary: fc.record({ version, percent: fc.constant(50) }) },
  { requiredKeys: ['full'] },
);
const step = fc.oneof(
  pointer.map((to) => ({ do: 'point', to }) as const),
  fc.nat({ max: 9 }).map((listener) => ({ do: 'lease', listener }) as const),
  fc.nat({ max: 9 }).map((which) => ({ do: 'release', which }) as const),
);

test('Whatever the order of swaps and requests: nothing in use is closed, nothing is closed twice, nothing stays open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { slot, point, loaded, closed } = buildSlot({ full: 'v1' });
      await slot.refresh();
      const leases: ReturnType<typeof slot.lease>[] = [];
      const open = () => {
        const count = new Map<string, number>();
        for (const one of loaded) count.set(one, (count.get(one) ?? 0) + 1);
        for (const one of closed) count.set(one, (count.get(one) ?? 0) - 1);
        return count;
      };
      for (const one of steps) {
        if (one.do === 'point') await point(one.to);
        if (one.do === 'lease') leases.push(slot.lease(`user-${one.listener}`));
        if (one.do === 'release') leases.splice(one.which, 1)[0]?.release();
        const used = leases.flatMap(({ model, shadow }) => [model?.version ?? '', ...(shadow ? [shadow.version] : [])]);
        for (const inUse of used) expect(open().get(inUse)).toBe(1);
        for (const count of open().values()) expect(count === 0 || count === 1).toBe(true);
      }
      for (const lease of leases) lease.release();
      await slot.close();
      expect([...open().values()].filter((count) => count !== 0)).toEqual([]);
    }),
  );
});
