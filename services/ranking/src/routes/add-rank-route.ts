import { deadlineOf, Problem, type HttpApp } from '@interlock-dev/chassis';
import { RankRequest, RankResponse } from '../contract.ts';
import type { Ranker } from '../rank/create-ranker.ts';

/** `POST /v1/now-playing/rank`: the cards to show next to the current track, best first. */
export const addRankRoute = (app: HttpApp, rank: Ranker): void => {
  app.post('/v1/now-playing/rank', { schema: rankSchema }, (request) => rank(request.body, deadlineOf(request)));
};

const rankSchema = {
  operationId: 'rankNowPlaying',
  summary: 'The cards of the Now Playing View, best first',
  'x-idempotent': true,
  body: RankRequest,
  response: { 200: RankResponse, '4xx': Problem, '5xx': Problem },
};
