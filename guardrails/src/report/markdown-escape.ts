import { escapeMarkup } from './markup.ts';
import { showOnOneLine, showUnseen, splitCodeSpans } from './untrusted-text.ts';

/**
 * Plain text for GitHub's Markdown: no emphasis, link, tag, table cell, heading, list, mention, issue reference or bare
 * link comes out of it. Source: the GFM specification, and the comment trick for mentions, which are found after
 * Markdown has been rendered. Pure.
 */
export const escapeMarkdown = (text: string): string =>
  escapeMarkup(text)
    .replaceAll(/[\\`*_{}[\]!|~]/g, (character) => `\\${character}`)
    .replaceAll(/(?<!&)#/g, '\\#<!-- -->')
    .replaceAll('@', '@<!-- -->')
    .replaceAll('://', ':<!-- -->//')
    .replaceAll(/\bwww\./gi, (match) => `${match.slice(0, -1)}<!-- -->.`)
    .replaceAll(/^(\s*\d*)([.)=+-])/gm, '$1\\$2');

/** A code span whose fence is longer than any run of backticks in it; safe in a table cell. One line. Pure. */
export const codeSpan = (text: string): string => {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') || text.trim() === '' ? ' ' : '';
  return `${fence}${pad}${showOnOneLine(text).replaceAll('|', '\\|')}${pad}${fence}`;
};

/**
 * A message with its `code spans` kept and all else plain, its lines joined by `lineBreak` (trusted text). Pure.
 */
export const markdownProse = (message: string, lineBreak: string): string =>
  showUnseen(message)
    .split('\n')
    .map((line) =>
      splitCodeSpans(line)
        .map(({ code, text }) => (code ? codeSpan(text) : escapeMarkdown(text)))
        .join(''),
    )
    .join(lineBreak);
