import { createLineIndex } from './line-index.ts';
import type { ImportFact } from './module-facts.ts';

const imports = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(['"])([^'"\n]+)\1/gu;

/**
 * Reads the imports in the scripts of a component file by its text: enough to know who imports whom. Which names are
 * taken is not known, so `names` is `*`. Pure.
 */
export const readComponentImports = (text: string): readonly ImportFact[] => {
  const lineAt = createLineIndex(text);
  return [...text.slice(0, 500_000).matchAll(imports)].map((match) => ({
    specifier: match[2] ?? '',
    kind: match[0].includes('(') ? 'dynamic' : 'static',
    isTypeOnly: false,
    names: ['*'],
    line: lineAt(match.index),
  }));
};
