import { changedLines, type ChangedFile } from '../../change/change.ts';

/** The words of a text: names, and what stands between other characters. */
export const wordsIn = (text: string): ReadonlySet<string> => new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? []);

const literal = /(['"`])((?:(?!\1)[^\\\n]|\\.){1,120})\1|(?<![\w$.])-?\d[\d_]*(?:\.\d+)?(?![\w$.])/g;

/** Strings (`'text'`) and numbers as they stand in a line of code. */
export const literalsIn = (line: string): readonly string[] =>
  [...line.matchAll(literal)].map(([all, quote, text]) => (quote === undefined ? all : `'${text ?? ''}'`));

/** The added lines of a file by their number at head. */
export const addedLines = (file: ChangedFile): ReadonlyMap<number, string> => {
  const texts = file.hunks.flatMap(({ added }) => added);
  return new Map([...changedLines(file)].map((line, index) => [line, texts[index] ?? '']));
};
