/** One row of an error catalogue's documentation. */
export type DocumentedError = { readonly code: string; readonly status: number };

/**
 * The errors that a Markdown file documents, so that a test can compare them with the catalogue both ways.
 * @param markdown table rows of the form `` | `code` | status | meaning | ``
 */
export const parseDocumentedErrors = (markdown: string): DocumentedError[] =>
  [...markdown.matchAll(/^\|\s*`([^`]+)`\s*\|\s*(\d{3})\s*\|/gm)].map(([, code, status]) => ({
    code: code ?? '',
    status: Number(status),
  }));
