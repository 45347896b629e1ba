/**
 * The known name that a mistyped one most likely means: least edit distance, at most half its length; null where none
 * is near. Pure.
 */
export const nearestName = (name: string, known: readonly string[]): string | null => {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(name.length, best.candidate.length) / 2
    ? best.candidate
    : null;
};

/** Levenshtein's distance, one row at a time (Wagner and Fischer 1974). */
const editDistance = (a: string, b: string): number => {
  const others = Array.from(b);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of others.entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
};
