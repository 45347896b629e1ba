import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GuardbenchClass } from './guardbench-case.ts';

/** A class with the name of its folder. */
export type NamedClass = GuardbenchClass & { readonly name: string };

const casesFolder = join(import.meta.dirname, 'cases');

/** Names of the class folders, sorted. */
export const listClassNames = async (): Promise<readonly string[]> => {
  const entries = await readdir(casesFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
};

/**
 * Loads every class of `cases/<class>/index.ts`, which exports it under the camel-cased name of its folder.
 * @throws Error a folder without an index, or an index without that export
 */
export const loadClasses = async (): Promise<readonly NamedClass[]> =>
  Promise.all((await listClassNames()).map(loadClass));

const loadClass = async (name: string): Promise<NamedClass> => {
  const path = join(casesFolder, name, 'index.ts');
  const loaded = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  const found = loaded[exportName(name)];
  if (!isClass(found)) throw new Error(`${path} must export \`${exportName(name)}\`: { guardrails, cases }.`);
  return { name, ...found };
};

/** `test-removed` → `testRemoved`. Pure. */
export const exportName = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const isClass = (value: unknown): value is GuardbenchClass =>
  typeof value === 'object' && value !== null && 'guardrails' in value && 'cases' in value;
