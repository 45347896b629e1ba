/** Shannon entropy of a text in bits a character. Pure. */
export const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};

const hexadecimal = /^(?:[0-9a-f]{32,256}|[0-9A-F]{32,256})$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const tokenCharacters = /^[A-Za-z0-9+/=_.~!@#%^&*-]{20,256}$/;
/** A stretch of letters as words and identifiers have it; random text of 40 signs has one this long once in 40. */
const wordLike = /[a-z]{9,}|[A-Z]{9,}/;
/** Words of an identifier; in random text they cover a seventh, in `PleaseEnterYourPassword2` nearly all. */
const words = /[A-Z]?[a-z]{3,}/g;

/**
 * Whether a text looks drawn at random, as keys are: no word in it, letters and digits mixed, many different signs, and
 * the kind of sign changes often (in `getUserById2` seldom). Pure.
 */
export const looksRandom = (text: string): boolean => {
  if (uuid.test(text)) return false;
  if (hexadecimal.test(text)) return /[0-9]/.test(text) && /[a-f]/i.test(text) && entropyOf(text) >= 3;
  if (!tokenCharacters.test(text) || wordLike.test(text)) return false;
  if (text.replaceAll(words, '').length < text.length * 0.4) return false;
  const digits = text.replaceAll(/[^0-9]/g, '').length / text.length;
  if (digits < 0.03 || digits > 0.7 || !/[A-Za-z]/.test(text)) return false;
  return entropyOf(text) >= 3.6 && kindChanges(text) / text.length >= 0.3;
};

const kindChanges = (text: string): number => {
  const kinds = Array.from(text, (sign) =>
    /[a-z]/.test(sign) ? 'a' : /[A-Z]/.test(sign) ? 'A' : /\d/.test(sign) ? '0' : '-',
  );
  return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
};
