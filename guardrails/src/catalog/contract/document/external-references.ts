import type { FactReader } from '../../../tree/facts.ts';

/**
 * Addresses of other files or servers that a text refers to, without fragments: what `$ref` names, and what looks like
 * the path of a file beside it (`mapping`, `operationRef`). Found in the text, without parsing. Pure, sorted.
 */
export const externalReferences = (text: string): readonly string[] => {
  const found = [...text.matchAll(/\$ref["']?\s*:\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"',}\]]+))/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
  const beside = [...text.matchAll(/[\s"'](\.{1,2}\/[^\s"'#]+\.(?:ya?ml|json))/g)].map((match) => match[1] ?? '');
  const addresses = [...found, ...beside].map((reference) => reference.split('#')[0] ?? '');
  return [...new Set(addresses)].filter((address) => address !== '').sort();
};

/** {@link externalReferences} as a fact, remembered by content. */
export const referenceReader: FactReader<readonly string[]> = {
  id: 'contract-references',
  version: 1,
  read: (text) => (text.includes('$ref') ? externalReferences(text) : []),
};
