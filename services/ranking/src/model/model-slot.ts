import { bucketCount, bucketOf } from '../core/bucket.ts';
import type { ServingPointer } from './model-card.ts';
import type { LoadFailure } from './read-package.ts';

/** A pointer as it was found, with what tells one state of its file from the next. */
export type PointerRead =
  | { readonly ok: true; readonly pointer: ServingPointer; readonly stamp: string }
  | { readonly ok: false; readonly detail: string; readonly stamp: string };

/** Loads one version of a model. */
export type LoadVersion<Model> = (
  version: string,
) => Promise<{ readonly ok: true; readonly model: Model } | LoadFailure>;

export type SlotParts<Model> = {
  readonly name: string;
  readonly readPointer: (lastStamp: string | undefined) => Promise<PointerRead | 'unchanged'>;
  readonly load: LoadVersion<Model>;
  readonly close: (model: Model) => Promise<void>;
  readonly report: (event: SlotEvent) => void;
};

/** What happened to a slot: a swap, or why the one before goes on. */
export type SlotEvent =
  | { readonly type: 'swapped'; readonly name: string; readonly serving: ServingPointer }
  | {
      readonly type: 'refused';
      readonly name: string;
      readonly version: string;
      readonly reason: LoadFailure['reason'] | 'pointer-invalid';
      readonly detail: string;
    }
  | { readonly type: 'close-failed'; readonly name: string; readonly version: string; readonly detail: string };

/** What one request is served by. `release` is called when it is done with; until then nothing of it is closed. */
export type Lease<Model> = {
  readonly model: Model | undefined;
  readonly isCanary: boolean;
  readonly shadow: Model | undefined;
  readonly release: () => void;
};

/** The versions of one model that serve, exchanged while requests go on. */
export type ModelSlot<Model> = {
  readonly name: string;
  /** The models for a listener: the same one gets the same one as long as the pointer stays. */
  readonly lease: (listener: string) => Lease<Model>;
  /** Looks at the pointer; loads and swaps when it changed. Calls do not overlap: a second one waits for the first. */
  readonly refresh: () => Promise<void>;
  readonly serving: () => ServingPointer | undefined;
  /** Closes all models when their last requests are done with. */
  readonly close: () => Promise<void>;
};

/**
 * A slot that follows its pointer. A swap is all or nothing: every version that the pointer names is loaded and checked first,
 * and when one cannot be served, the versions before go on serving. A version that nobody needs any more is closed after
 * its last request.
 */
export const createModelSlot = <Model>(parts: SlotParts<Model>): ModelSlot<Model> => {
  const { name, report } = parts;
  const keeper = createKeeper(parts);
  // One object, because it changes while `follow` waits.
  const state: SlotState<Model> = { current: undefined, stamp: undefined, isClosed: false };

  const follow = async (): Promise<void> => {
    const read = await parts.readPointer(state.stamp);
    if (read === 'unchanged') return;
    if (!read.ok) {
      state.stamp = read.stamp;
      report({ type: 'refused', name, version: 'none', reason: 'pointer-invalid', detail: read.detail });
      return;
    }
    const next = await loadAll(keeper, read.pointer);
    if (!next.ok) {
      // What failed may be there a moment later (a copy under way, a server that starts): the pointer is tried again.
      report({ type: 'refused', name, ...next.failure });
      return;
    }
    const before = state.current;
    Object.assign(state, { current: next.serving, stamp: read.stamp });
    report({ type: 'swapped', name, serving: read.pointer });
    if (before) await keeper.dropAll(before);
  };

  let running: Promise<void> | undefined;
  const refresh = (): Promise<void> => {
    if (state.isClosed) return running ?? Promise.resolve();
    return (running ??= follow().finally(() => (running = undefined)));
  };
  return {
    name,
    lease: (listener) => leaseOf(state.current, listener, keeper),
    refresh,
    serving: () => state.current?.pointer,
    close: async () => {
      state.isClosed = true;
      await running;
      const last = state.current;
      state.current = undefined;
      if (last) await keeper.dropAll(last);
      await keeper.closed();
    },
  };
};

type SlotState<Model> = { current: Serving<Model> | undefined; stamp: string | undefined; isClosed: boolean };

/** One loaded version. It stays open while the pointer names it or a request uses it. */
type Held<Model> = { readonly version: string; readonly model: Model; holders: number };

type Serving<Model> = {
  readonly pointer: ServingPointer;
  readonly full: Held<Model>;
  readonly canary: Held<Model> | undefined;
  readonly shadow: Held<Model> | undefined;
};

type Keeper<Model> = {
  readonly take: (version: string) => Promise<{ ok: true; held: Held<Model> } | LoadFailure>;
  readonly hold: (held: Held<Model>) => void;
  readonly drop: (held: Held<Model>) => void;
  readonly dropAll: (serving: Serving<Model>) => Promise<void>;
  readonly closed: () => Promise<void>;
};

const createKeeper = <Model>({ name, load, close, report }: SlotParts<Model>): Keeper<Model> => {
  const open = new Map<string, Held<Model>>();
  const closing = new Set<Promise<void>>();

  const closeNow = (held: Held<Model>): void => {
    open.delete(held.version);
    const done = close(held.model).catch((error: unknown) => {
      report({ type: 'close-failed', name, version: held.version, detail: (error as Error).message });
    });
    closing.add(done);
    void done.finally(() => closing.delete(done));
  };
  const drop = (held: Held<Model>): void => {
    held.holders -= 1;
    if (held.holders === 0) closeNow(held);
  };
  return {
    take: async (version) => {
      const known = open.get(version);
      if (known) {
        known.holders += 1;
        return { ok: true, held: known };
      }
      const loaded = await load(version);
      if (!loaded.ok) return loaded;
      const held = { version, model: loaded.model, holders: 1 };
      open.set(version, held);
      return { ok: true, held };
    },
    hold: (held) => {
      held.holders += 1;
    },
    drop,
    dropAll: async ({ full, canary, shadow }) => {
      for (const held of [full, canary, shadow]) if (held) drop(held);
      await Promise.all(closing);
    },
    closed: async () => {
      await Promise.all(closing);
    },
  };
};

type AllLoaded<Model> =
  | { readonly ok: true; readonly serving: Serving<Model> }
  | { readonly ok: false; readonly failure: Omit<LoadFailure, 'ok'> & { readonly version: string } };

const loadAll = async <Model>(keeper: Keeper<Model>, pointer: ServingPointer): Promise<AllLoaded<Model>> => {
  const taken: Held<Model>[] = [];
  const versions = [pointer.full, pointer.canary?.version, pointer.shadow];
  const helds: (Held<Model> | undefined)[] = [];
  for (const version of versions) {
    const result = version === undefined ? undefined : await keeper.take(version);
    if (result && !result.ok) {
      taken.forEach(keeper.drop);
      return { ok: false, failure: { version: version ?? '', reason: result.reason, detail: result.detail } };
    }
    if (result) taken.push(result.held);
    helds.push(result?.held);
  }
  const [full, canary, shadow] = helds;
  if (!full) throw new Error('a pointer without a full version passed its schema');
  return { ok: true, serving: { pointer, full, canary, shadow } };
};

const leaseOf = <Model>(
  serving: Serving<Model> | undefined,
  listener: string,
  { hold, drop }: Keeper<Model>,
): Lease<Model> => {
  if (!serving) return { model: undefined, isCanary: false, shadow: undefined, release: () => undefined };
  const { pointer, full, canary, shadow } = serving;
  const isCanary = canary !== undefined && isInCanary(pointer, listener);
  const used = [isCanary ? canary : full, ...(shadow ? [shadow] : [])];
  used.forEach(hold);
  let isReleased = false;
  return {
    model: used[0]?.model,
    isCanary,
    shadow: shadow?.model,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      used.forEach(drop);
    },
  };
};

// The salt names the version, so the next canary is tried on others; a larger percentage keeps those who had it.
const isInCanary = ({ canary }: ServingPointer, listener: string): boolean =>
  canary !== undefined && bucketOf(`canary/${canary.version}`, listener) < (canary.percent / 100) * bucketCount;
