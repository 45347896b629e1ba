/** What the claims of a JSON Web Token say of it. */
export type TokenKind = 'supabase-service-key' | 'json-web-token' | 'public-or-example';

const exampleClaims = /john doe|jane doe|1234567890|example|test|foo|bar|alice|bob|"sub":"(?:user|me|1|123)"/i;

/** Reads the claims of a token of three parts (RFC 7519); null where it is none. Pure. */
export const classifyToken = (token: string): TokenKind | null => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const algorithm = readJson(header)?.['alg'];
  const claims = readJson(payload);
  if (typeof algorithm !== 'string' || claims === null) return null;
  if (signature.length < 20 || exampleClaims.test(JSON.stringify(claims))) return 'public-or-example';
  if (claims['role'] === 'anon') return 'public-or-example';
  return claims['role'] === 'service_role' ? 'supabase-service-key' : 'json-web-token';
};

const readJson = (part: string): { readonly [name: string]: unknown } | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown }) : null;
  } catch {
    // Not JSON: some other text with two dots.
    return null;
  }
};
