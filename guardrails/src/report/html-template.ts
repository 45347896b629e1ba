import { escapeMarkup } from './markup.ts';
import { showUnseen } from './untrusted-text.ts';

/** HTML that is safe to put in a page as it is. Only {@link html} and {@link trustedHtml} make it. */
export type Html = { readonly html: string };

/** What may stand in a template: text is escaped, HTML kept, lists joined, nothing for null and false. */
export type HtmlValue = string | number | Html | null | false | undefined | readonly HtmlValue[];

/** A template tag that escapes whatever is put in, and shows its unseen characters. Attributes must be quoted. Pure. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => ({
  html: parts.map((part, index) => part + render(values[index])).join(''),
});

/** Marks text of our own as HTML. Never for text that came from a repository, an agent or a model. */
export const trustedHtml = (text: string): Html => ({ html: text });

const render = (value: HtmlValue): string => {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeMarkup(showUnseen(String(value)));
  return 'html' in value ? value.html : value.map(render).join('');
};
