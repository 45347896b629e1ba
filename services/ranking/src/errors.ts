import type { ErrorCatalogue } from '@interlock-dev/chassis';

/** The errors of this service alone; documented in its README. A missing feature or model is no error: it degrades. */
export const rankingErrors = {
  'ranking/candidate-count': { status: 400, title: 'The number of candidates is outside what one request may bring.' },
  'ranking/unknown-kind': { status: 400, title: 'A candidate is of a kind that the view cannot show.' },
  'ranking/unknown-arm': { status: 400, title: 'A preview names an arm that no experiment has.' },
  'ranking/preview-not-allowed': { status: 403, title: 'This deployment answers no previews.' },
  'ranking/no-shadow': { status: 404, title: 'No shadow model has been compared yet.' },
} as const satisfies ErrorCatalogue;
