import { deadlineOf, Problem, type HttpApp } from '@interlock-dev/chassis';
import { NowPlayingRequest, NowPlayingResponse } from '../contract.ts';
import type { NowPlaying } from '../rank/create-now-playing.ts';
import { sendExposureId } from './exposure-id.ts';

/** `POST /v1/now-playing`: the Now Playing View; the service finds the candidates. */
export const addNowPlayingRoute = (app: HttpApp, fill: NowPlaying): void => {
  app.post('/v1/now-playing', { schema: nowPlayingSchema }, (request, reply) =>
    fill(request.body, { deadlineMs: deadlineOf(request), exposureId: sendExposureId(reply) }),
  );
};

const nowPlayingSchema = {
  operationId: 'fillNowPlaying',
  summary: 'The Now Playing View of a listener: candidates found, ranked and explained',
  'x-idempotent': true,
  'x-metrics': ['ranking_answers_total', 'ranking_degraded_answers_total', 'ranking_source_requests_total'],
  'x-exposure': 'now-playing',
  body: NowPlayingRequest,
  response: { 200: NowPlayingResponse, '4xx': Problem, '5xx': Problem },
};
