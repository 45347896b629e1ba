import type { ErrorCatalogue } from '@interlock-dev/chassis';

/** The errors of this service alone; documented in its README. A missing feature or model is no error: it degrades. */
export const rankingErrors = {
  'ranking/candidate-count': { status: 400, title: 'The number of candidates is outside what one request may bring.' },
  'ranking/unknown-kind': { status: 400, title: 'A candidate is of a kind that the view cannot show.' },
} as const satisfies ErrorCatalogue;
