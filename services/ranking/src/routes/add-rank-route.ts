import { deadlineOf, Problem, type HttpApp } from '@interlock-dev/chassis';
import { RankRequest, RankResponse } from '../contract.ts';
import type { Ranker } from '../rank/create-ranker.ts';
import { sendExposureId } from './exposure-id.ts';

/** `POST /v1/now-playing/rank`: the cards to show next to the current track, best first. */
export const addRankRoute = (app: HttpApp, rank: Ranker): void => {
  app.post('/v1/now-playing/rank', { schema: rankSchema }, (request, reply) =>
    rank(request.body, { deadlineMs: deadlineOf(request), exposureId: sendExposureId(reply) }),
  );
};

const rankSchema = {
  operationId: 'rankNowPlaying',
  summary: 'The cards of the Now Playing View, best first',
  'x-idempotent': true,
  'x-metrics': ['ranking_answers_total', 'ranking_degraded_answers_total'],
  'x-exposure': 'rank',
  body: RankRequest,
  response: { 200: RankResponse, '4xx': Problem, '5xx': Problem },
};
