/**
 * Breaks text into lines of at most `width` characters at its spaces; a longer word stands alone on its line, whole, so
 * that a path can be copied. Lines that start with a space are kept as they are: they are tables or code. Pure.
 */
export const wrapText = (text: string, width: number): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .flatMap((line) => (/^\s/.test(line) ? [line] : wrapLine(line, width)));

const wrapLine = (line: string, width: number): readonly string[] => {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};
