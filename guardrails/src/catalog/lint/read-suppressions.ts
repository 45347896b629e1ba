import { createLineIndex } from '../../source/line-index.ts';
import { parseSource } from '../../source/parse-source.ts';
import type { FactReader } from '../../tree/facts.ts';
import type { Suppression } from './lint-evidence.ts';

/** Reads suppressions, remembered by content. */
export const suppressionReader: FactReader<readonly Suppression[]> = {
  id: 'lint/suppressions',
  version: 1,
  read: (text, path) => readSuppressions(path, text),
};

const linters =
  /(?:eslint|oxlint)-(?:disable(?:-next-line|-line)?|enable)(?![\w-])|eslint-env(?![\w-])|biome-ignore(?:-all|-start|-end)?(?![\w-])|(?<inline>eslint)\s+["'@\w/-]+\s*:/u;
const coverage = /(?:istanbul|c8|v8) ignore(?: (?:next|if|else|file|start|stop))?(?![\w-])/u;
const directives = new RegExp(`^(?:${linters.source}|${coverage.source})`, 'u');
/** What ends a silence adds none. */
const endings = /-(?:enable|end)$| stop$/u;

/** What a comment that configures a rule says when it takes it back. */
const weakens = /:\s*\[?\s*['"]?(?:off|warn|0|1)\b/u;

/**
 * The comments of a JavaScript or TypeScript file that silence a linter (ESLint, oxlint, Biome) or hide code from coverage. Text in
 * strings, templates and between JSX tags is none. Pure; never throws.
 * @param path decides the dialect by its extension
 */
export const readSuppressions = (path: string, text: string): readonly Suppression[] => {
  // Most files have none, and parsing is what costs.
  if (!/eslint|oxlint|biome-ignore|(?:istanbul|c8|v8) ignore/u.test(text)) return [];
  const parsed = parseSource(text, path);
  if (parsed.status === 'too-large') return [];
  const lineOf = createLineIndex(text);
  const comments = parsed.status === 'parsed' ? parsed.result.comments : looseComments(text);
  return comments.flatMap(({ value, start, end }) => {
    const comment = collapse(text.slice(start, end));
    const match = directives.exec(collapse(value).replace(/^[*/]+\s*/u, ''));
    const directive = match?.groups?.['inline'] ?? match?.[0];
    if (directive === undefined || endings.test(directive)) return [];
    if (directive === 'eslint' && !weakens.test(comment)) return [];
    return [{ directive, line: lineOf(start), text: comment }];
  });
};

const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim();

type Comment = { readonly value: string; readonly start: number; readonly end: number };

/** In a file that does not parse nothing is known to be a comment; what looks like one still counts. */
const looseComments = (text: string): readonly Comment[] =>
  [...text.matchAll(/\/\/(.*)|\/\*([\s\S]*?)\*\//gu)].map((match) => ({
    value: match[1] ?? match[2] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
