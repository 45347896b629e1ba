import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../../docs/benchmarks/contract.md');

/**
 * Puts a text between the two comments of its name in `docs/benchmarks/contract.md`.
 * @throws Error the page has no such comments
 */
export const publishPart = async (name: string, text: string, path: string = page): Promise<void> => {
  await writeFile(path, putPart(await readFile(path, 'utf8'), name, text));
};

/** The page with the part between `<!-- NAME: begin -->` and `<!-- NAME: end -->` replaced. Pure. */
export const putPart = (markdown: string, name: string, text: string): string => {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [markdown.indexOf(begin), markdown.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`docs/benchmarks/contract.md has no part ${name}: add ${begin} and ${end}`);
  return `${markdown.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${markdown.slice(to)}`;
};
