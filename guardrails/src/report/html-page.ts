import { html, trustedHtml } from './html-template.ts';
import type { Html } from './html-template.ts';
import { styleSheet } from './style-sheet.ts';

/**
 * A whole page in one file: no script, nothing fetched (its content security policy forbids both), so that it can be
 * attached, mailed and opened years later. Pure.
 * @returns the document's text
 */
export const htmlPage = ({ title, body }: { readonly title: string; readonly body: Html }): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${trustedHtml(styleSheet)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.html;
