import picomatch from 'picomatch';
import type { Tree } from '../../../tree/tree.ts';

/** The owners of a path, separated by spaces; null for none. */
export type OwnerOf = (path: string) => string | null;

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

/** Reads CODEOWNERS from the first place where GitHub looks for it; nobody owns anything where there is none. */
export const readOwners = async (tree: Tree): Promise<OwnerOf> => {
  for (const place of places) {
    const text = await tree.readText(place);
    if (text !== null) return parseOwners(text);
  }
  return () => null;
};

/**
 * Parses CODEOWNERS by GitHub's rules: the last line that covers a path counts, also when it names nobody; patterns are those of
 * .gitignore without `!` and `[…]`. Pure. (docs.github.com, "About code owners", syntax)
 */
export const parseOwners = (text: string): OwnerOf => {
  const rules = text.split('\n').flatMap(parseLine).reverse();
  return (path) => {
    const rule = rules.find(({ covers }) => covers(path));
    return rule === undefined || rule.owners === '' ? null : rule.owners;
  };
};

type Rule = { readonly covers: (path: string) => boolean; readonly owners: string };

const parseLine = (line: string): readonly Rule[] => {
  const plain = line.replace(/(?:^|\s)#.*$/u, '').trim();
  // Sections of GitLab are no patterns.
  if (plain === '' || plain.startsWith('[') || plain.startsWith('!')) return [];
  const [pattern = '', ...owners] = plain.split(/(?<!\\)\s+/u);
  return [{ covers: createCovers(pattern.replace(/\\(?=[\s#])/gu, '')), owners: owners.join(' ') }];
};

const createCovers = (pattern: string): ((path: string) => boolean) => {
  const bare = pattern.replace(/^\//u, '').replace(/\/$/u, '');
  const isAnchored = pattern.startsWith('/') || bare.includes('/');
  const glob = isAnchored ? bare : `**/${bare}`;
  const last = bare.split('/').at(-1) ?? '';
  const below = pattern.endsWith('/') || !last.includes('*') ? [`${glob}/**`] : [];
  const self = pattern.endsWith('/') ? [] : [glob];
  return picomatch([...self, ...below], { dot: true, nobracket: true, nobrace: true, noextglob: true, nonegate: true });
};
