/** An object without one of its members. Pure. */
export const withoutKey = (node: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
