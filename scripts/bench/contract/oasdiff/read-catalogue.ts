/** Check of oasdiff → our codes, as the table in `docs/contract-catalogue.md` says: rows `| \`id\` | … contract/code … |`. Pure. */
export const readCatalogue = (markdown: string): ReadonlyMap<string, readonly string[]> => {
  const catalogue = new Map<string, readonly string[]>();
  for (const line of markdown.split('\n')) {
    const id = /^\|\s*`([a-z0-9-]+)`\s*\|/.exec(line)?.[1];
    if (id === undefined) continue;
    catalogue.set(id, [...new Set(line.match(/contract\/[a-z0-9-]+/g) ?? [])]);
  }
  return catalogue;
};
