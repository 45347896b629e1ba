/** A refusal of the gateway, in the shape of the Messages API, so that any client understands it. */
export type ApiError = {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** False tells the SDKs not to try again. */
  readonly isRetryable: boolean;
  /** Our own code for a driver, sent as `x-interlock-refusal`. */
  readonly refusal?: 'out-of-budget';
};

/** Header that carries `ApiError.refusal`. */
export const refusalHeader = 'x-interlock-refusal';

/** Body and headers of an error. Pure. */
export const formatApiError = (
  error: ApiError,
): { readonly headers: Record<string, string>; readonly body: string } => ({
  headers: {
    'content-type': 'application/json',
    'x-should-retry': String(error.isRetryable),
    ...(error.refusal === undefined ? {} : { [refusalHeader]: error.refusal }),
  },
  body: JSON.stringify({ type: 'error', error: { type: error.type, message: error.message } }),
});

/** The next call would pass the budget. */
export const outOfBudget = (reason: string): ApiError => ({
  status: 402,
  type: 'billing_error',
  message: `Interlock: ${reason} End your turn; what is in the workspace is kept.`,
  isRetryable: false,
  refusal: 'out-of-budget',
});

/** The call is not one that the gateway forwards. */
export const notAllowed = (status: number, message: string): ApiError => ({
  status,
  type: status === 404 ? 'not_found_error' : status === 413 ? 'request_too_large' : 'invalid_request_error',
  message: `Interlock: ${message}`,
  isRetryable: false,
});

/** The provider could not be reached, or broke off before it answered. */
export const upstreamFailed = (host: string, reason: string): ApiError => ({
  status: 502,
  type: 'api_error',
  message: `Interlock: the model's provider at ${host} did not answer (${reason}).`,
  isRetryable: true,
});
