import { Type, type Static } from 'typebox';
import { ServiceError } from './service-error.ts';
import type { ErrorCatalogue } from './error-catalogue.ts';

/** The body of every error answer: problem details for HTTP APIs, RFC 9457. */
export const Problem = Type.Object({
  type: Type.String({ description: 'urn:error:<code>' }),
  code: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
});
export type Problem = Static<typeof Problem>;

/** The media type of a problem, RFC 9457 §3. */
export const problemMediaType = 'application/problem+json';

/** The problem that a code stands for; a code outside the catalogue is a fault of ours and says so. */
export const problemOf = (catalogue: ErrorCatalogue, code: string, detail?: string): Problem => {
  const entry = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (!entry)
    return { type: 'urn:error:service/internal', code: 'service/internal', title: 'Uncatalogued error.', status: 500 };
  return { type: `urn:error:${code}`, code, ...entry, ...(detail === undefined ? {} : { detail }) };
};

/**
 * The problem that answers whatever a handler or the framework threw. Bugs give no detail: their text may quote data.
 * @param error a ServiceError, a validation or parser error of Fastify, or a bug
 */
export const problemOfThrown = (catalogue: ErrorCatalogue, error: unknown): Problem => {
  if (error instanceof ServiceError) return problemOf(catalogue, error.code, error.message);
  const thrown = error as Partial<FrameworkError>;
  const [invalid] = thrown.validation ?? [];
  if (invalid) return problemOf(catalogue, codeOfInvalid(invalid), describeInvalid(invalid));
  return problemOf(catalogue, (thrown.code !== undefined && frameworkCodes.get(thrown.code)) || 'service/internal');
};

/** The schema keyword by which a contract says which code answers a violation of that schema. */
export const errorCodeKeyword = 'x-error-code';

type InvalidField = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
};

type FrameworkError = { readonly code: string; readonly validation: readonly InvalidField[] };

const frameworkCodes: ReadonlyMap<string, string> = new Map([
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'request/malformed-json'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'request/malformed-json'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'request/invalid'],
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'request/too-large'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'request/unsupported-media-type'],
]);

// A value of the wrong type breaks no rule of its own yet: the general code says more.
const codeOfInvalid = ({ keyword, parentSchema }: InvalidField): string => {
  const code = keyword === 'type' ? undefined : parentSchema?.[errorCodeKeyword];
  return typeof code === 'string' ? code : 'request/invalid';
};

// The path and the rule, never the value: a value may be personal.
const describeInvalid = ({ instancePath, message, params }: InvalidField): string => {
  const allowed = params?.['allowedValues'];
  const unknown = params?.['additionalProperty'];
  const choices = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  const property = typeof unknown === 'string' ? `: ${unknown.slice(0, 64)}` : '';
  return `body${instancePath} ${message ?? 'is invalid'}${choices}${property}`;
};
