import { deadlineOf, Problem, ServiceError, type HttpApp, type Metrics } from '@interlock-dev/chassis';
import { EventsRequest, EventsResponse } from '../contract.ts';
import type { AppendFailure, EventStore } from '../store/event-store.ts';

/**
 * `POST /v1/events`: keeps what listeners did. Answers once the events are kept and counted; all of them or none. Sending
 * the same events again does no harm.
 */
export const addEventsRoute = (app: HttpApp, store: EventStore, metrics: Metrics): void => {
  const events = metrics.counter({
    name: 'features_events_total',
    help: 'Events sent, by what became of them.',
    labels: { outcome: ['accepted', 'duplicate', 'log-full', 'log-unavailable', 'deadline'] },
  });
  app.post('/v1/events', { schema: eventsSchema }, async (request) => {
    const appended = await store.append(request.body.events, deadlineOf(request));
    if (!appended.ok) {
      events.add(request.body.events.length, { outcome: appended.reason });
      throw new ServiceError(codes[appended.reason], 'the events were not acknowledged: send them again, same ids');
    }
    const { accepted, duplicates } = appended;
    events.add(accepted, { outcome: 'accepted' });
    events.add(duplicates, { outcome: 'duplicate' });
    return { accepted, duplicates, isDurable: store.isDurable };
  });
};

const codes: Readonly<Record<AppendFailure, string>> = {
  'log-full': 'features/log-full',
  'log-unavailable': 'features/log-unavailable',
  deadline: 'request/deadline-exceeded',
};

const eventsSchema = {
  operationId: 'sendEvents',
  summary: 'Keep what listeners did: plays, skips, saves, seeks',
  'x-idempotent': true,
  'x-metrics': ['features_events_total'],
  'x-exposure': 'none: it shows nothing, it is told',
  body: EventsRequest,
  response: { 200: EventsResponse, '4xx': Problem, '5xx': Problem },
};
