import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDoc } from './parse-doc.ts';

describe('parseDoc', () => {
  it('cuts a doc at the headings that are codes, and leaves the other sections out', () => {
    const doc =
      '# scope\n\nIntro.\n\n## scope/outside\n\nWhy.\n\n### More\n\nText.\n\n## About\n\nNo code.\n\n## `scope/forbidden`\n\nAlso.\n';
    expect(parseDoc(doc)).toEqual([
      { code: 'scope/outside', text: '## scope/outside\n\nWhy.\n\n### More\n\nText.\n' },
      { code: 'scope/forbidden', text: '## `scope/forbidden`\n\nAlso.\n' },
    ]);
  });

  it('finds each section that was written, with its text', () => {
    const section = fc.record({
      name: fc.stringMatching(/^[a-z]{1,8}$/),
      text: fc.stringMatching(/^[A-Za-z .]{1,40}$/),
    });
    fc.assert(
      fc.property(fc.array(section), (sections) => {
        const doc = sections.map(({ name, text }) => `## lint/${name}\n\n${text}\n`).join('\n');
        expect(parseDoc(doc).map(({ code, text }) => [code, text])).toEqual(
          sections.map(({ name, text }) => [`lint/${name}`, `${`## lint/${name}\n\n${text}`.trim()}\n`]),
        );
      }),
    );
  });
});
