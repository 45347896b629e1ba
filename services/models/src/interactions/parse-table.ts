/** One pair as a file has it, before users and items are numbered. */
export type RawInteraction = { readonly user: string; readonly item: string; readonly weight: number };

export type ParsedTable = { readonly rows: readonly RawInteraction[]; readonly malformed: number };

/**
 * The rows `user item weight …` of a text with columns parted by tabs or blanks. A header, counts in front, blank lines and
 * rows that are not three columns with a positive number are left out and counted; the first row of a pair counts.
 */
export const parseTable = (text: string): ParsedTable => {
  const seen = new Set<string>();
  const rows: RawInteraction[] = [];
  let malformed = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue;
    const [user = '', item = '', weight = ''] = line.trim().split(/\s+/);
    const value = Number(weight);
    const isRow = weight !== '' && Number.isFinite(value) && value > 0 && isIdentifier(user) && isIdentifier(item);
    const pair = `${user} ${item}`;
    if (!isRow || seen.has(pair)) {
      malformed += 1;
      continue;
    }
    seen.add(pair);
    rows.push({ user, item, weight: value });
  }
  return { rows, malformed };
};

const isIdentifier = (text: string): boolean => /^\d{1,12}$/.test(text);
