import type { ErrorCatalogue } from '@interlock-dev/chassis';

/** The errors of this service alone; documented in its README. */
export const featuresErrors = {
  'features/item-count': { status: 400, title: 'The number of items is outside what one request may ask.' },
  'features/event-count': { status: 400, title: 'The number of events is outside what one request may bring.' },
  'features/event-type': { status: 400, title: 'The type of an event is not one of the contract.' },
  'features/log-unavailable': { status: 503, title: 'Events cannot be kept now; none of this request was counted.' },
  'features/log-full': { status: 507, title: 'There is no room to keep events; none of this request was counted.' },
} as const satisfies ErrorCatalogue;
