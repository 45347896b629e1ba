import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseDoc } from './parse-doc.ts';
import type { DocSection } from './parse-doc.ts';

/** Where the docs of our own codes stand: beside the guardrails, here and once packed. */
export const catalogDocs = fileURLToPath(new URL('../catalog', import.meta.url));

/**
 * Reads the section of every code.
 * @param folders folders that hold `.md` files, at any depth
 */
export const readDocs = async (folders: readonly string[] = [catalogDocs]): Promise<readonly DocSection[]> => {
  const sections: DocSection[] = [];
  for (const folder of folders)
    for await (const path of glob('**/*.md', { cwd: folder, exclude: (name) => /node_modules|fixtures/.test(name) }))
      sections.push(...parseDoc(await readFile(`${folder}/${path}`, 'utf8')));
  return sections.toSorted((one, other) => (one.code < other.code ? -1 : 1));
};

/** Reads the docs once and answers with a function from a code to its section, null where there is none. */
export const createHelp = async (): Promise<(code: string) => string | null> => {
  const sections = new Map((await readDocs()).map(({ code, text }) => [code, text]));
  return (code) => sections.get(code) ?? null;
};

/** What the docs say of one code, ours and those of more folders; null where nobody knows it. */
export const readExplanation = async (code: string, folders: readonly string[]): Promise<string | null> =>
  (await readDocs([catalogDocs, ...folders])).find((section) => section.code === code)?.text ?? null;
