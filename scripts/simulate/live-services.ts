import type { CallResult } from '../../services/chassis/src/index.ts';
import { createFeaturesClient } from '../platform/generated/features-client.ts';
import { createRankingClient, type FillNowPlayingResponse } from '../platform/generated/ranking-client.ts';
import type { Act } from './listen-once.ts';
import type { ViewQuestion } from './create-listener.ts';

/** One answer of ranking. */
export type View = FillNowPlayingResponse;

/** Something that a listener did, with its id and time. */
export type ToldEvent = Act & { readonly id: string; readonly user: string; readonly at: number };

/** What a simulated listener reaches, over the contracts of both services. Deadlines are Unix milliseconds. */
export type LiveServices = {
  readonly view: (question: ViewQuestion, deadlineMs: number) => Promise<CallResult<View>>;
  readonly tell: (
    events: readonly ToldEvent[],
    deadlineMs: number,
  ) => Promise<CallResult<{ readonly accepted: number; readonly duplicates: number }>>;
  readonly close: () => Promise<void>;
};

/** Opens both services by their generated clients. */
export const openLiveServices = (urls: {
  readonly ranking: readonly string[];
  readonly features: string;
}): LiveServices => {
  const ranking = createRankingClient({ baseUrl: urls.ranking });
  const features = createFeaturesClient({ baseUrl: urls.features });
  return {
    view: ({ recent, ...question }, deadlineMs) =>
      ranking.fillNowPlaying({ ...question, recent: [...recent] }, deadlineMs),
    tell: (events, deadlineMs) => features.sendEvents({ events: [...events] }, deadlineMs),
    close: async () => {
      await Promise.all([ranking.close(), features.close()]);
    },
  };
};
