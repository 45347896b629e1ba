import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseText } from './parse-text.ts';

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('parseText', () => {
  it('reads what JSON and YAML say alike, byte order mark or not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const data = JSON.parse(JSON.stringify({ value })) as unknown;
        expect(parseText(`\uFEFF${JSON.stringify(data)}`)).toMatchObject({ value: data });
        expect(parseText(dump(data))).toMatchObject({ value: data });
      }),
    );
  });

  it('leaves dates as they are written, and merges where YAML asks for it', () => {
    expect(parseText('a: 2026-01-01\nb: &b { x: 1 }\nc: { <<: *b, y: 2 }')).toMatchObject({
      value: { a: '2026-01-01', c: { x: 1, y: 2 } },
    });
  });

  it('says line and column of broken syntax', () => {
    expect(parseText('openapi: 3.0.0\npaths: [\n}')).toMatchObject({ reason: 'syntax', line: 3, column: 1 });
    expect(parseText('{"a": [}')).toMatchObject({ reason: 'syntax', line: 1 });
  });

  it('reads two hundred levels, and says so where there are more than it reads', () => {
    expect(parseText(nested(200))).not.toHaveProperty('reason');
    expect(parseText(nested(5000))).toMatchObject({ reason: 'too-large' });
    expect(parseText('['.repeat(50_000))).toHaveProperty('reason');
    const yaml = Array.from({ length: 200 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    expect(parseText(yaml)).not.toHaveProperty('reason');
  });

  it('refuses aliases that unfold to millions of values, and a value that contains itself', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    expect(parseText(lines.join('\n'))).toMatchObject({ reason: 'too-large' });
    expect(parseText('a: &a [*a]')).toMatchObject({ reason: 'too-large' });
  });

  it('reads a key that stands twice, the last one counting, and says where', () => {
    for (const text of ['{"a": 1,\n "b": {"a": 3},\n "a": 2}', 'a: 1\nb: {a: 3}\na: 2\n']) {
      const parsed = parseText(text);
      expect(parsed).toMatchObject({ value: { a: 2, b: { a: 3 } }, flaw: { kind: 'duplicate-key', line: 3 } });
    }
    expect(parseText('[{"a": "x\\"y{"}, {"a": 1}]')).toMatchObject({ flaw: null });
  });

  it('reads what only YAML allows, and says where it is no JSON', () => {
    expect(parseText('{\n"a": 1,\n}')).toMatchObject({ value: { a: 1 }, flaw: { kind: 'not-json', line: 3 } });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom('{', '[', ':', '-', ' ', '\n', '&a', '*a', '"', '!') }),
        ),
        (text) => {
          expect(() => parseText(text)).not.toThrow();
        },
      ),
    );
  });
});
