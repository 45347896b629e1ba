/**
 * Cyrillic and Greek letters that look like Latin ones, from the confusables of Unicode Technical Standard 39
 * (https://www.unicode.org/Public/security/latest/confusables.txt), and what they look like. Letters that are seldom taken
 * for Latin (`μ`, `Δ`, `π`) are left out, so that `Δx` and `μs` are no finding.
 */
const pairs =
  'аa вB еe кk мM нH оo рp сc тT уy хx іi јj ѕs ԁd һh ԛq ԝw ӏl АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԚQ ԜW οo ιi νv ρp υu αa κk ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX';

const latinOf = new Map(
  pairs.split(' ').flatMap((pair) => {
    const [foreign, latin] = Array.from(pair);
    return foreign === undefined || latin === undefined ? [] : [[foreign, latin] as const];
  }),
);

/** A text with its look-alike letters replaced by the Latin ones that they look like. Pure. */
export const skeletonOf = (text: string): string =>
  Array.from(text, (letter) => latinOf.get(letter) ?? letter).join('');

const words = /[\p{L}\p{N}_$]{2,}/gu;

/** Words of a text that mix Latin letters with look-alikes of another script. Pure. */
export const findMixedWords = (text: string): readonly string[] =>
  (text.match(words) ?? []).filter(
    (word) =>
      /[A-Za-z]/.test(word) &&
      Array.from(word).some((letter) => latinOf.has(letter)) &&
      /^[\u0021-\u007e]+$/.test(skeletonOf(word)),
  );

/** Words that consist of look-alikes alone: another name that reads as a Latin one. Pure. */
export const findDisguisedWords = (text: string): readonly string[] =>
  (text.match(words) ?? []).filter(
    (word) => /[^\u0000-\u007f]/.test(word) && !/[A-Za-z]/.test(word) && /^[\u0021-\u007e]+$/.test(skeletonOf(word)),
  );
