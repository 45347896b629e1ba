/**
 * The strongly connected components of a graph with more than one node, or one that leads to itself: the cycles. Tarjan,
 * "Depth-first search and linear graph algorithms" (1972), without recursion; O(nodes + edges). Pure.
 */
export const strongComponents = (
  nodes: Iterable<string>,
  next: (node: string) => readonly string[],
): readonly (readonly string[])[] => {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open = new Set<string>();
  const stack: string[] = [];
  const components: (readonly string[])[] = [];
  const begin = (node: string) => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    open.add(node);
    return { node, targets: next(node), at: 0 };
  };
  const lower = (node: string, value: number): void => {
    low.set(node, Math.min(low.get(node) ?? value, value));
  };
  for (const root of nodes) {
    if (order.has(root)) continue;
    const calls = [begin(root)];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const target = call.targets[call.at++];
      if (target !== undefined) {
        if (!order.has(target)) calls.push(begin(target));
        else if (open.has(target)) lower(call.node, order.get(target) ?? 0);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) lower(caller.node, low.get(call.node) ?? 0);
      if (low.get(call.node) !== order.get(call.node)) continue;
      const component = stack.splice(stack.lastIndexOf(call.node));
      for (const node of component) open.delete(node);
      if (component.length > 1 || call.targets.includes(call.node)) components.push(component.reverse());
    }
  }
  return components;
};
