/** What a coded error means to a caller: the HTTP status and one stable sentence. */
export type CatalogueEntry = { readonly status: number; readonly title: string };

/** Every error that a service answers with, by its code `<area>/<kebab-case>`. A code is never reused. */
export type ErrorCatalogue = Readonly<Record<string, CatalogueEntry>>;

/** The errors that every service shares; documented in `services/chassis/errors.md`. */
export const chassisErrors = {
  'request/invalid': { status: 400, title: 'The request does not match the contract.' },
  'request/malformed-json': { status: 400, title: 'The body is not JSON, or has a key that would change a prototype.' },
  'request/malformed-deadline': { status: 400, title: 'The deadline header is not a time.' },
  'request/unknown-route': { status: 404, title: 'No such route.' },
  'request/too-large': { status: 413, title: 'The body is larger than this service accepts.' },
  'request/unsupported-media-type': { status: 415, title: 'The body must be application/json.' },
  'request/deadline-exceeded': { status: 504, title: 'The deadline of the request has passed.' },
  'service/internal': { status: 500, title: 'The service failed; the fault is ours.' },
  'service/overloaded': { status: 503, title: 'The service has more to do than it can answer in time.' },
  'service/not-ready': { status: 503, title: 'The service is starting or draining.' },
} as const satisfies ErrorCatalogue;
