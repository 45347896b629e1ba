/**
 * The shortest way from one node to another, both included; of several the first by the order of `next`. Null where there is none
 * within `limit` visited nodes. Breadth first. Pure.
 */
export const shortestPath = (
  { from, to, limit = 20_000 }: { readonly from: string; readonly to: string; readonly limit?: number },
  next: (node: string) => readonly string[],
): readonly string[] | null => {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  const pending = [from];
  for (let at = 0; at < pending.length && at < limit; at++) {
    const node = pending[at] ?? '';
    if (node === to) return trace(cameFrom, to);
    for (const target of next(node)) {
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      pending.push(target);
    }
  }
  return null;
};

const trace = (cameFrom: ReadonlyMap<string, string | null>, to: string): readonly string[] => {
  const path: string[] = [];
  for (let node: string | null | undefined = to; node != null; node = cameFrom.get(node)) path.push(node);
  return path.reverse();
};
