import type { ErrorCatalogue } from '@interlock-dev/chassis';

/** The errors of this service alone; documented in its README. */
export const featuresErrors = {
  'features/item-count': { status: 400, title: 'The number of items is outside what one request may ask.' },
} as const satisfies ErrorCatalogue;
