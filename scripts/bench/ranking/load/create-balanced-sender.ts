import { createRankingClient, type RankNowPlayingRequest } from '../../../platform/generated/ranking-client.ts';
import type { Answer, Sender } from './create-sender.ts';

/**
 * Sends through the generated client of ranking, as a caller in production would: it shares calls among addresses, tries once
 * more elsewhere, and leaves alone an address that keeps failing.
 */
export const createBalancedSender = (urls: readonly string[]): Sender => {
  const client = createRankingClient({ baseUrl: urls, connections: 64 });
  return {
    send: (body, deadlineMs, done) => {
      void client
        .rankNowPlaying(JSON.parse(body) as RankNowPlayingRequest, deadlineMs)
        .then((result) => done(result.ok ? { status: 200, level: result.value.degradation } : failureOf(result)));
    },
    close: () => client.close(),
  };
};

const failureOf = (failure: { readonly reason: string; readonly code?: string }): Answer =>
  // The client names an answer by its code; overload and lateness are the ones that count as refusals here.
  failure.code === 'service/overloaded' || failure.code === 'request/deadline-exceeded'
    ? { status: 503, code: failure.code }
    : { status: 0, code: failure.code ?? failure.reason };
