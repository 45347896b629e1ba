import { EventsRequest } from './contract.ts';

/** The contract with whoever sends events, as JSON Schema: what `events.schema.json` must hold. */
export const renderEventsSchema = (): string =>
  `${JSON.stringify(
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Listening events',
      description: 'The body of POST /v1/events. All events of a request are kept, or none.',
      ...EventsRequest,
    },
    null,
    2,
  )}\n`;
