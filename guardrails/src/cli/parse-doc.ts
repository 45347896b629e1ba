/** What the docs say of one code, as Markdown. */
export type DocSection = { readonly code: string; readonly text: string };

const heading = /^## `?([a-z][a-z0-9-]*\/[a-z0-9-]+)`?\s*$/;

/** The sections of a doc whose heading is a code (`## scope/outside`), up to the next heading as high. Pure. */
export const parseDoc = (markdown: string): readonly DocSection[] =>
  markdown
    .split(/^(?=##? )/m)
    .map((text) => ({ code: heading.exec(text.split('\n', 1)[0] ?? '')?.[1], text: `${text.trim()}\n` }))
    .filter((section): section is DocSection => section.code !== undefined);
