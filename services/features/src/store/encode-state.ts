import type { FeatureSnapshot, ItemRecord, UserItemRecord, UserRecord } from '../core/records.ts';

/** A state as text: maps become lists of pairs, so that an id such as `__proto__` is an id like any other. */
export const encodeState = (snapshot: FeatureSnapshot): string =>
  JSON.stringify({
    ...snapshot,
    seen: [...snapshot.seen],
    items: [...snapshot.items].map(([id, item]) => [id, { ...item, follows: [...item.follows] }]),
    users: [...snapshot.users].map(([id, user]) => [
      id,
      {
        ...user,
        playsByArtist: [...user.playsByArtist],
        playsByKind: [...user.playsByKind],
        items: [...user.items],
      },
    ]),
  });

/** The state in a text that `encodeState` wrote. */
export const decodeState = (text: string): FeatureSnapshot => {
  const state = JSON.parse(text) as EncodedState;
  return {
    ...state,
    seen: new Set(state.seen),
    items: new Map(state.items.map(([id, item]) => [id, { ...item, follows: new Map(item.follows) }])),
    users: new Map(
      state.users.map(([id, user]) => [
        id,
        {
          ...user,
          playsByArtist: new Map(user.playsByArtist),
          playsByKind: new Map(user.playsByKind),
          items: new Map(user.items),
        },
      ]),
    ),
  };
};

type Pairs<Value> = readonly (readonly [string, Value])[];

type EncodedState = Omit<FeatureSnapshot, 'items' | 'users' | 'seen'> & {
  readonly seen: readonly string[];
  readonly items: Pairs<Omit<ItemRecord, 'follows'> & { readonly follows: Pairs<number> }>;
  readonly users: Pairs<
    Omit<UserRecord, 'items' | 'playsByArtist' | 'playsByKind'> & {
      readonly items: Pairs<UserItemRecord>;
      readonly playsByArtist: Pairs<number>;
      readonly playsByKind: Pairs<number>;
    }
  >;
};
