import type { FormatOptions } from './format-options.ts';
import { formatGithub } from './github.ts';
import { formatHtml } from './html.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatMarkdown } from './markdown.ts';
import type { Report } from './report.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

/** The ways a report can be written. */
export const formats = ['text', 'json', 'sarif', 'markdown', 'html', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];

/**
 * Writes a report down. The same report and options give the same text, byte for byte; unseen characters of untrusted
 * text are shown, never passed on. Pure.
 */
export const formatReport = (report: Report, format: Format, options: FormatOptions = {}): string =>
  writers[format](report, options);

const writers: Readonly<Record<Format, (report: Report, options: FormatOptions) => string>> = {
  text: formatText,
  json: formatJson,
  sarif: formatSarif,
  markdown: formatMarkdown,
  html: formatHtml,
  junit: formatJunit,
  github: formatGithub,
};
