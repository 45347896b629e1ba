import { newItems, sameFacts, sameHunk, untouched, type FileLines, type Located } from '../../change/new-items.ts';
import { coversSuppression } from './covers-suppression.ts';
import type { LintedFile, LintMessage, Suppression } from './lint-evidence.ts';

/** What a ratchet needs to know of both versions. */
export type Versions = {
  readonly files: readonly FileLines[];
  readonly head: readonly LintedFile[];
  readonly base: readonly LintedFile[];
};

/** The shortest line that says so much that finding it again in another file means it was moved there. */
const tellingCharacters = 10;

/**
 * The messages that head has and base has not. Each message of base excuses one of head: of the same rule on the same text in the
 * same file, wherever the lines moved and however the file was renamed; of the same rule where the change edited those very lines;
 * or the same in a file from which the code was moved away. Pure.
 */
export const newMessages = ({ files, head, base }: Versions): readonly Located<LintMessage>[] =>
  newItems(
    { files, head: located(head, ({ messages }) => messages), base: located(base, ({ messages }) => messages) },
    {
      within: [
        untouched(({ rule, message }) => [rule, message]),
        sameFacts(({ rule, message, text }) => [rule, message, text]),
        sameFacts(({ rule, text }) => [rule, text]),
        sameHunk(({ rule }) => [rule]),
      ],
      between: ({ rule, message, text }) =>
        text.length < tellingCharacters ? null : JSON.stringify([rule, message, text]),
    },
  );

/**
 * The suppressions that head has and base has not. One that moved, inside a file or between files of the change, is not new, nor is
 * one that silences no more than what it takes the place of. Pure.
 */
export const newSuppressions = ({ files, head, base }: Versions): readonly Located<Suppression>[] => {
  const of = ({ suppressions }: LintedFile): readonly Suppression[] => suppressions;
  return newItems(
    { files, head: located(head, of), base: located(base, of) },
    {
      within: [
        untouched(({ directive, text }) => [directive, text]),
        sameFacts(({ directive, text }) => [directive, text]),
      ],
      covers: coversSuppression,
      between: ({ directive, text }) => JSON.stringify([directive, text]),
    },
  );
};

const located = <Item>(
  files: readonly LintedFile[],
  itemsOf: (file: LintedFile) => readonly Item[],
): readonly Located<Item>[] => files.flatMap((file) => itemsOf(file).map((item) => ({ path: file.path, item })));
