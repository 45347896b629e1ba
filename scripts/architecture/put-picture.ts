const begin = '<!-- drawn by scripts/architecture/main.ts: begin -->';
const end = '<!-- drawn by scripts/architecture/main.ts: end -->';

/** A page with its picture replaced. Throws when the page has no place for it. Pure. */
export const putPicture = (page: string, picture: string): string => {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page needs the lines "${begin}" and "${end}"`);
  return `${page.slice(0, from)}${begin}\n\n\`\`\`mermaid\n${picture}\n\`\`\`\n\n${page.slice(to)}`;
};
