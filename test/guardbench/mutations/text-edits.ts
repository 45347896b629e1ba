/** A replacement of the characters from `start` to `end`. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string };

/** The text with edits that do not overlap. Pure. */
export const applyTextEdits = (text: string, edits: readonly TextEdit[]): string =>
  edits
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (edited, { start, end, text: replacement }) => edited.slice(0, start) + replacement + edited.slice(end),
      text,
    );
