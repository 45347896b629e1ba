import { generateKeyPairSync } from 'node:crypto';
import { checkDigitsOf } from './check-digits.ts';

const alphabets = {
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  hexadecimal: '0123456789abcdef',
  digits: '0123456789',
} as const;

/** Text that looks drawn at random, the same for the same seed: a key that nobody issued and no source file holds. */
export const madeUpText = (length: number, seed: number, alphabet: keyof typeof alphabets = 'letters'): string => {
  const signs = alphabets[alphabet];
  let state = (seed + 1) * 2_654_435_761;
  return Array.from({ length }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9) >>> 0;
    return signs[(state >>> 8) % signs.length] ?? '';
  }).join('');
};

const withCheckDigits = (prefix: string, seed: number): string => {
  const body = madeUpText(30, seed);
  return `${prefix}_${body}${checkDigitsOf(body)}`;
};

/** Keys in the forms of their providers. */
export const madeUpKeys = {
  github: (seed = 1): string => withCheckDigits('ghp', seed),
  npm: (seed = 2): string => withCheckDigits('npm', seed),
  aws: (seed = 3): string => `AKIA${madeUpText(16, seed, 'base32')}`,
  slack: (seed = 4): string => ['xoxb', '2938475610', '5647382910', madeUpText(24, seed)].join('-'),
  stripe: (seed = 5): string => `sk_live_${madeUpText(24, seed)}`,
  stripeTest: (seed = 6): string => `sk_test_${madeUpText(24, seed)}`,
  anthropic: (seed = 7): string => `sk-ant-api03-${madeUpText(93, seed)}AA`,
  sendgrid: (seed = 8): string => `SG.${madeUpText(22, seed)}.${madeUpText(43, seed + 1)}`,
  plain: (seed = 17): string => madeUpText(40, seed),
};

/** A private key as PEM, fresh each time. */
export const madeUpPrivateKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

/** A JSON Web Token of these claims. */
export const madeUpToken = (claims: object, seed = 12): string =>
  [
    ...[{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')),
    madeUpText(43, seed),
  ].join('.');
