import { newItems, sameFacts, untouched, type BothVersions, type Located } from '../../change/new-items.ts';
import type { Escape, EscapeKind, PerFile, TypesEvidence } from './types-evidence.ts';

/**
 * The escapes that head has and base has not. One that moved, inside a file or between files of the change, is not new; nor is one
 * that stands where another of its kind, or a stronger one, was taken out of the same file: so a file is held to its count. Pure.
 */
export const newEscapes = ({
  files,
  escapes,
}: Pick<TypesEvidence, 'files' | 'escapes'>): readonly Located<Escape>[] => {
  const versions: BothVersions<Escape> = { files, head: located(escapes.head), base: located(escapes.base) };
  return newItems(versions, {
    within: [untouched(({ kind, text }) => [kind, text]), sameFacts(({ kind, text }) => [kind, text])],
    covers: (base, head) => base.kind === head.kind || stronger[base.kind].includes(head.kind),
    between: ({ kind, text }) => JSON.stringify([kind, text]),
  });
};

/** What each may become without being counted: something that hides less. */
const stronger: { readonly [kind in EscapeKind]: readonly EscapeKind[] } = {
  'ts-nocheck': ['ts-ignore', 'ts-expect-error'],
  'ts-ignore': ['ts-expect-error'],
  'ts-expect-error': [],
  any: [],
  'as-any': ['as-unknown-as', 'non-null'],
  'as-unknown-as': [],
  'non-null': [],
};

const located = (files: readonly PerFile<Escape>[]): readonly Located<Escape>[] =>
  files.flatMap(({ path, found }) => found.map((item) => ({ path, item })));
