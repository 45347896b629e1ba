import type { Json } from '../../../guardrail.ts';
import { isRecord } from '../document/parse-document.ts';
import { parseText } from '../document/parse-text.ts';
import type { EmittedDifference, EmittedFile } from './agreement-evidence.ts';

/** What two texts differ in: the first differences, and how many there are. */
export type EmittedComparison = { readonly differences: readonly EmittedDifference[]; readonly count: number };

const most = 5;
const longestText = 120;

/**
 * Compares a committed file with what its command printed. A document is compared as data, so that key order, quotes and
 * YAML or JSON are no difference; a client as text, but for line ends and blanks at the end. Pure.
 */
export const compareEmitted = (
  kind: EmittedFile['kind'],
  texts: { readonly committed: string; readonly emitted: string },
): EmittedComparison => {
  const all = kind === 'document' ? compareData(texts) : compareLines(texts);
  return { differences: all.slice(0, most), count: all.length };
};

type Texts = { readonly committed: string; readonly emitted: string };

const compareData = ({ committed, emitted }: Texts): readonly EmittedDifference[] => {
  const [one, other] = [parseText(committed), parseText(emitted)];
  // What neither reads as data can still be equal as text; otherwise the first line that differs says the most.
  if ('reason' in one || 'reason' in other) return compareLines({ committed, emitted });
  const found: EmittedDifference[] = [];
  compareNodes({ committed: one.value, emitted: other.value }, '', found);
  return found;
};

type Nodes = { readonly committed: unknown; readonly emitted: unknown };

const compareNodes = ({ committed, emitted }: Nodes, at: string, found: EmittedDifference[]): void => {
  if (Object.is(committed, emitted)) return;
  const lists = Array.isArray(committed) && Array.isArray(emitted) && committed.length === emitted.length;
  if (!lists && !(isRecord(committed) && isRecord(emitted))) {
    found.push({ at: at === '' ? '/' : at, committed: shown(committed), emitted: shown(emitted) });
    return;
  }
  const [one, other] = [committed as Record<string, unknown>, emitted as Record<string, unknown>];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const pair = { committed: own(one, key), emitted: own(other, key) };
    compareNodes(pair, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, found);
  }
};

const own = (node: Record<string, unknown>, key: string): unknown => (Object.hasOwn(node, key) ? node[key] : undefined);

const compareLines = ({ committed, emitted }: Texts): readonly EmittedDifference[] => {
  const [one, other] = [linesOf(committed), linesOf(emitted)];
  const first = one.findIndex((line, index) => line !== other[index]);
  const at = first < 0 && one.length < other.length ? one.length : first;
  if (at < 0) return [];
  return [{ at: `line ${at + 1}`, committed: shown(one[at]), emitted: shown(other[at]) }];
};

const linesOf = (text: string): readonly string[] =>
  text
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());

/** A value short enough for a message; null for what is not there. */
const shown = (value: unknown): Json => {
  if (value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
};
