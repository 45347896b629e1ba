export { formatReport, formats } from './format-report.ts';
export type { Format } from './format-report.ts';
export type { FormatOptions } from './format-options.ts';
export { htmlPage } from './html-page.ts';
export { findingList, guardrailTable, htmlProse, notCheckedList, verdictBadge } from './html-pieces.ts';
export { html, trustedHtml } from './html-template.ts';
export type { Html, HtmlValue } from './html-template.ts';
export { codeSpan, escapeMarkdown, markdownProse } from './markdown-escape.ts';
export { combineVerdicts } from './report.ts';
export type { GuardrailReport, Report, ReportedFinding } from './report.ts';
export { styleSheet } from './style-sheet.ts';
export {
  allFindings,
  countFindings,
  formatDuration,
  inReadingOrder,
  isBlocking,
  place,
  plural,
  shortCommit,
  verdictMarks,
  verdictSentence,
} from './summary.ts';
export { showOnOneLine, showUnseen, withoutLogCommands } from './untrusted-text.ts';
export { wrapText } from './wrap-text.ts';
