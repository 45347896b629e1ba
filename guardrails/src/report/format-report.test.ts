import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFinding, buildGuardrailReport, buildReport } from './report.builder.ts';
import { formatReport, formats } from './format-report.ts';
import { goldenReports } from './golden-reports.builder.ts';
import type { Report } from './report.ts';

const extensions = {
  text: 'txt',
  json: 'json',
  sarif: 'sarif',
  markdown: 'md',
  html: 'html',
  junit: 'xml',
  github: 'log',
};

const unseenCharacters =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

const withText = (text: string): Report =>
  buildReport({
    guardrails: [
      buildGuardrailReport({
        verdict: 'fail',
        reason: text,
        findings: [
          buildFinding({ file: text, message: text, data: { text } }),
          buildFinding({ level: 'note', message: text, exempt: { until: '2026-12-31', reason: text } }),
        ],
      }),
      buildGuardrailReport({ id: 'lint', verdict: 'cannot-check', reason: text }),
    ],
    notChecked: [{ what: text, why: text }],
  });

const untrusted = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\n',
        '::error::',
        '##[x]',
        '<',
        '>',
        '&',
        '"',
        "'",
        '`',
        '|',
        '\\',
        '@me',
        '#1',
        '\u202E',
        '\u001B[2J',
        ']',
        '[',
        '(',
        ')',
        '%',
        '\r',
        ' ',
        'a',
        '-->',
        '</details>',
        '***',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('formatReport', () => {
  for (const [name, report] of Object.entries(goldenReports))
    for (const format of formats)
      it(`writes the ${name} report as ${format} exactly as its fixture says`, async () => {
        await expect(formatReport(report, format)).toMatchFileSnapshot(`./fixtures/${name}.${extensions[format]}`);
      });

  it('passes no unseen character on, in any format', () => {
    fc.assert(
      fc.property(untrusted, fc.constantFrom(...formats), (text, format) => {
        expect(formatReport(withText(text), format)).not.toMatch(unseenCharacters);
      }),
    );
  });

  it('gives the same text for the same report', () => {
    fc.assert(
      fc.property(untrusted, fc.constantFrom(...formats), (text, format) => {
        expect(formatReport(withText(text), format)).toBe(formatReport(structuredClone(withText(text)), format));
      }),
    );
  });

  it('keeps the data of a report whole as JSON', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        expect(JSON.parse(formatReport(withText(text), 'json'))).toEqual(withText(text));
      }),
    );
  });

  it('lets no untrusted line of a log be read as a command', () => {
    fc.assert(
      fc.property(
        untrusted,
        fc.constantFrom(...formats.filter((format) => !['github', 'json', 'sarif'].includes(format))),
        (text, format) => {
          expect(formatReport(withText(text), format)).not.toMatch(/^\s*::|##\[/m);
        },
      ),
    );
  });

  it('writes one GitHub command a line, whatever the text', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        const lines = formatReport(withText(text), 'github').trimEnd().split('\n');
        expect(lines.slice(0, -1)).toHaveLength(3);
        for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(error|notice) [^:]*::/);
      }),
    );
  });

  it('opens only its own tags in HTML and XML, whatever the text', () => {
    const tags = (text: string) => Array.from(text.matchAll(/<\/?[a-z!?][^\s>]*/g), ([tag]) => tag);
    fc.assert(
      fc.property(untrusted, fc.constantFrom('html' as const, 'junit' as const), (text, format) => {
        // Backticks make code spans, the one thing a message may mark up.
        expect(tags(formatReport(withText(text.replaceAll('`', '')), format))).toEqual(
          tags(formatReport(withText('plain'), format)),
        );
      }),
    );
  });

  it('is valid SARIF 2.1.0 for every golden report', () => {
    const require = createRequire(import.meta.url);
    const written = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Record<string, unknown>;
    // It is written in draft-04; but for its own address it uses only words that draft-07 has too.
    const schema = Object.fromEntries(Object.entries(written).filter(([word]) => word !== 'id' && word !== '$schema'));
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    for (const report of Object.values(goldenReports)) {
      validate(JSON.parse(formatReport(report, 'sarif', { help: (code) => `Help for ${code}` })));
      expect(validate.errors).toBeNull();
    }
  });

  it('puts the doc of a code into SARIF as the help of its rule', () => {
    const log: unknown = JSON.parse(formatReport(withText('x'), 'sarif', { help: (code) => `Help for ${code}` }));
    expect(log).toHaveProperty('runs[0].tool.driver.rules[0].help.text', 'Help for scope/outside');
  });

  it('colours text only when asked', () => {
    const report = withText('x');
    expect(formatReport(report, 'text')).not.toContain('\u001B[');
    expect(formatReport(report, 'text', { colour: true })).toContain('\u001B[31m');
  });

  it('says that an exempt error does not block', () => {
    const exempt = { until: '2026-12-31', reason: 'Agreed with the client team.' };
    const report = buildReport({ guardrails: [buildGuardrailReport({ findings: [buildFinding({ exempt })] })] });
    expect(formatReport(report, 'text')).toMatch(/✓ pass[\s\S]*1 exempt/);
    expect(formatReport(report, 'junit')).toContain('failures="0"');
    expect(formatReport(report, 'github')).toMatch(/^::notice /);
  });

  it('stays below what GitHub accepts as a comment, and says what it leaves out', () => {
    const findings = Array.from({ length: 500 }, (_, index) =>
      buildFinding({ line: index + 1, message: 'A message with some length. '.repeat(40) }),
    );
    const text = formatReport(
      buildReport({ guardrails: [buildGuardrailReport({ verdict: 'fail', findings })] }),
      'markdown',
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/and \d+ more/);
  });

  it('keeps a message of many megabytes from flooding a comment', () => {
    const findings = [buildFinding({ message: '*'.repeat(5_000_000) })];
    const text = formatReport(
      buildReport({ guardrails: [buildGuardrailReport({ verdict: 'fail', findings })] }),
      'markdown',
    );
    expect(text.length).toBeLessThan(65_536);
  });
});
