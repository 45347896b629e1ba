import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const target = resolve(import.meta.dirname, '../../guardrails/src/catalog/dependencies/generated/popular-packages.ts');

/** How many names are looked-alike to, and how many are taken for what they are. */
const counts = { popular: 3000, known: 12_000 } as const;

/**
 * Writes the list of popular npm packages: `node scripts/popular-packages/main.ts LIST.tsv`, whose lines hold a name and, in
 * the third column, downloads a month.
 */
const main = (file: string | undefined): void => {
  if (file === undefined)
    throw new Error('Give a file of names and downloads: node scripts/popular-packages/main.ts LIST.tsv');
  const names = readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([name = '', , downloads = '0']) => ({ name, downloads: Number(downloads) }))
    .filter(({ name }) => /^(?:@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/.test(name))
    .toSorted((one, other) => other.downloads - one.downloads)
    .map(({ name }) => name);
  writeFileSync(target, sourceOf(names));
};

const sourceOf = (names: readonly string[]): string =>
  [
    '// Written by scripts/popular-packages/main.ts from a list of npm packages with their downloads a month. Do not edit.',
    `const popular = \`${names.slice(0, counts.popular).join(' ')}\`;`,
    `const known = \`${names.slice(counts.popular, counts.known).join(' ')}\`;`,
    '',
    '/** The most downloaded packages: what a misleading name imitates. */',
    "export const popularPackages = (): readonly string[] => popular.split(' ');",
    '',
    "/** Packages downloaded often enough to be nobody's imitation, the most popular ones included. */",
    "export const knownPackages = (): readonly string[] => [...popular.split(' '), ...known.split(' ')];",
    '',
  ].join('\n');

main(process.argv[2]);
