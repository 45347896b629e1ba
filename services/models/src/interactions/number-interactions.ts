import type { Interactions } from './interactions.ts';
import type { ParsedTable } from './parse-table.ts';

export type NumberingOptions = {
  readonly name: string;
  /** An item with fewer users than this is left out, and then a user with nothing left. */
  readonly minUsersPerItem: number;
};

/** Numbers users and items in the order of their identifiers, so that the order of rows in a file does not matter. */
export const numberInteractions = (
  { rows, malformed }: ParsedTable,
  { name, minUsersPerItem }: NumberingOptions,
): Interactions => {
  const usersOf = new Map<string, number>();
  for (const { item } of rows) usersOf.set(item, (usersOf.get(item) ?? 0) + 1);
  const kept = rows.filter(({ item }) => (usersOf.get(item) ?? 0) >= minUsersPerItem);
  const users = numbersOf(kept.map(({ user }) => user));
  const items = numbersOf(kept.map(({ item }) => item));
  const list = kept
    .map(({ user, item, weight }) => ({ user: users.get(user) ?? 0, item: items.get(item) ?? 0, weight }))
    .sort((a, b) => a.user - b.user || a.item - b.item);
  const dropped = { malformed, 'rare item': rows.length - kept.length };
  return { name, users: users.size, items: items.size, list, dropped };
};

const numbersOf = (identifiers: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...new Set(identifiers)].sort((a, b) => Number(a) - Number(b)).map((identifier, at) => [identifier, at]));
