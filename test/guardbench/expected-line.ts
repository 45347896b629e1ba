import { sidesOf } from './apply-edits.ts';
import type { ExpectedFinding, GuardbenchCase } from './guardbench-case.ts';

/**
 * The 1-based line that a label points at: where its text stands in its file, at head, else at base. Null for a label
 * without a text. Pure.
 * @throws Error the text stands nowhere, or more than once
 */
export const expectedLine = (one: GuardbenchCase, { file, at }: ExpectedFinding): number | null => {
  if (at === undefined) return null;
  if (file === undefined) throw new Error(`"${one.name}" labels the text ${at} without its file.`);
  const { base, head } = sidesOf(one);
  const text = [head, base].map((side) => side.get(file)?.content.toString()).find((side) => side?.includes(at));
  if (text === undefined) throw new Error(`"${one.name}" labels ${at}, which stands nowhere in ${file}.`);
  const start = text.indexOf(at);
  if (text.includes(at, start + 1)) throw new Error(`"${one.name}" labels ${at}, which stands twice in ${file}.`);
  return text.slice(0, start).split('\n').length;
};
