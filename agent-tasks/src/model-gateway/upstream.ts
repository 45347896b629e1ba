import { ConfigurationError } from '@interlock-dev/guardrails';

/** The model's provider and the key for it. The key stays with the coordinator. */
export type Upstream = {
  /** Without `/v1`; http or https. */
  readonly baseUrl: string;
  /** Sent as `x-api-key`. */
  readonly apiKey?: string;
  /** Sent as `authorization: Bearer`, for a login in place of a key. */
  readonly authToken?: string;
};

/**
 * The provider that the coordinator's environment names (`ANTHROPIC_BASE_URL`, `ANTHROPIC_API_KEY`,
 * `ANTHROPIC_AUTH_TOKEN`), or null when it has no key.
 * @throws ConfigurationError when the base URL is none
 */
export const upstreamFromEnvironment = (env: { readonly [name: string]: string | undefined }): Upstream | null => {
  const apiKey = env['ANTHROPIC_API_KEY']?.trim() ?? '';
  const authToken = env['ANTHROPIC_AUTH_TOKEN']?.trim() ?? '';
  const baseUrl = checkBaseUrl(env['ANTHROPIC_BASE_URL']?.trim() ?? '');
  if (apiKey !== '') return { baseUrl, apiKey };
  return authToken === '' ? null : { baseUrl, authToken };
};

const checkBaseUrl = (value: string): string => {
  if (value === '') return 'https://api.anthropic.com';
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(
      `ANTHROPIC_BASE_URL is ${JSON.stringify(value)}, which is no http or https URL; set it to the provider's address or unset it.`,
    );
  }
  return value.replace(/\/+$/, '');
};
