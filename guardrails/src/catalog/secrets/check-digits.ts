import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A CRC-32 as GitHub and npm write it at the end of a token: six digits of base 62, the highest first. Pure. */
export const checkDigitsOf = (text: string): string => {
  let rest = crc32(text);
  let written = '';
  for (let place = 0; place < 6; place += 1) {
    written = (digits[rest % 62] ?? '') + written;
    rest = Math.floor(rest / 62);
  }
  return written;
};

/**
 * Whether a token of 36 signs after its prefix ends with its own check digits (GitHub's format since 2021, npm's since
 * then): one in 57,000,000,000 texts does by chance. Pure.
 */
export const hasCheckDigits = (body: string): boolean => checkDigitsOf(body.slice(0, -6)) === body.slice(-6);
