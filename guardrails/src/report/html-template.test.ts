import { describe, expect, it } from 'vitest';
import { html, trustedHtml } from './html-template.ts';

describe('html', () => {
  it('escapes what is put in, also in attributes', () => {
    expect(html`<p title="${'"><script>'}">${'a & <b>'}</p>`.html).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">a &amp; &lt;b&gt;</p>',
    );
  });

  it('keeps HTML as HTML, joins lists and leaves nothing for null and false', () => {
    expect(html`${[html`<i>a</i>`, 'b']}${null}${false}${undefined}${0}${trustedHtml('<hr>')}`.html).toBe(
      '<i>a</i>b0<hr>',
    );
  });

  it('shows characters that would not be seen', () => {
    expect(html`${'a\u202Eb'}`.html).toBe('a\\u{202e}b');
  });
});
