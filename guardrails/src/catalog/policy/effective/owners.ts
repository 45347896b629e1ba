import { matchUntrusted } from './safe-globs.ts';
import { someOf, type Weakening } from './weakening.ts';

/** Files that had owners at base and have none at head, by the line of base that gave them. */
export type OwnersEvidence = {
  readonly file: string;
  readonly lost: readonly {
    readonly line: number;
    readonly pattern: string;
    readonly owners: string;
    readonly files: readonly string[];
  }[];
};

type Rule = { readonly line: number; readonly pattern: string; readonly owners: string };

/** Who owns what on both sides: the last line that matches a path counts. Pure. */
export const readOwners = (
  texts: { readonly file: string; readonly base: string; readonly head: string | null },
  paths: readonly string[],
): OwnersEvidence => {
  const [before, after] = [parse(texts.base), parse(texts.head ?? '')];
  const lost = new Map<Rule, string[]>();
  const findBefore = ownerFinder(before);
  const findAfter = ownerFinder(after);
  for (const path of paths) {
    const rule = findBefore(path);
    if (rule === null || rule.owners === '' || (findAfter(path)?.owners ?? '') !== '') continue;
    lost.set(rule, [...(lost.get(rule) ?? []), path]);
  }
  return { file: texts.file, lost: [...lost].map(([rule, files]) => ({ ...rule, files: files.slice(0, 50) })) };
};

const mostRules = 2000;

const parse = (text: string): readonly Rule[] =>
  text
    .split(/\r?\n/u)
    .slice(0, mostRules)
    .flatMap((line, index) => {
      const [pattern = '', ...owners] = line
        .replace(/(?:^|\s)#.*$/u, '')
        .trim()
        .split(/\s+/u);
      return pattern === '' || /^[[^]/u.test(pattern) ? [] : [{ line: index + 1, pattern, owners: owners.join(' ') }];
    });

const ownerFinder = (rules: readonly Rule[]): ((path: string) => Rule | null) => {
  const matchers = rules.map((rule) => ({ rule, covers: matchUntrusted(globsOf(rule.pattern)) })).toReversed();
  return (path) => matchers.find(({ covers }) => covers?.(path))?.rule ?? null;
};

/** As in .gitignore: with a slash before its end a pattern stands at the root, else anywhere. */
const globsOf = (pattern: string): readonly string[] => {
  const bare = pattern.replace(/^\//u, '').replace(/\/$/u, '');
  const isRooted = pattern.slice(0, -1).includes('/');
  if (bare === '*') return ['**'];
  const glob = isRooted || bare.startsWith('**') ? bare : `**/${bare}`;
  return pattern.endsWith('/') ? [`${glob}/**`] : [glob, `${glob}/**`];
};

/** Where files lost their owners. Pure. */
export const compareOwners = ({ file, lost }: OwnersEvidence): readonly Weakening[] =>
  lost.map(({ line, pattern, owners, files }) => ({
    code: 'policy/owners-lost',
    ...{ file, line, what: `\`${pattern}\``, before: owners, after: `nobody owns ${someOf(files)}` },
  }));
