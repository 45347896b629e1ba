import type { Difference } from '../difference.ts';
import type { Located } from '../document/located.ts';
import type { Server } from './api.ts';
import { stateAddition, stateDifference } from './state-difference.ts';

/**
 * Compares the addresses under which something is served; `null` says nothing. What documents name is often a place of
 * their authors, so an address that goes is a note. Pure.
 */
export const compareServers = (
  base: readonly Server[] | null,
  head: readonly Server[] | null,
  holder: Located,
): readonly Difference[] => {
  if (base === null || head === null || base.length === 0) return [];
  const urls = (servers: readonly Server[]) => new Set(servers.map(({ url }) => url));
  const [before, now] = [urls(base), urls(head)];
  const where = 'servers';
  return [
    ...base
      .filter(({ url }) => !now.has(url))
      .map(({ url, at }) => {
        const statement = { subject: url, where, base: at, head: holder, impact: 'note' as const };
        return stateDifference('server-removed', {
          ...statement,
          from: [...before].join(', '),
          to: [...now].join(', '),
        });
      }),
    ...head
      .filter(({ url }) => !before.has(url))
      .map(({ url, at }) => stateAddition({ subject: url, where, head: at })),
  ];
};
