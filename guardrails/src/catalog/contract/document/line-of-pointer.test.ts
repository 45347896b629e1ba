import fc from 'fast-check';
import { dump } from 'js-yaml';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Node as YamlNode } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createLineFinder } from './line-of-pointer.ts';
import { pointerSegments } from './located.ts';

type Value = unknown;

/** Every pointer of a value. */
const pointersOf = (value: Value, pointer = ''): readonly string[] =>
  typeof value !== 'object' || value === null
    ? [pointer]
    : [
        pointer,
        ...Object.entries(value).flatMap(([key, item]) =>
          pointersOf(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
        ),
      ];

const valueArbitrary = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a"b', 'c\\', '/x/{y}', '__proto__')), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

/** The line by another parser, which keeps a tree of nodes with their ranges. */
const lineByTree = (text: string): ((pointer: string) => number) => {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (pointer) => {
    let [node, offset]: [unknown, number] = [contents, startOf(contents) ?? 0];
    for (const segment of pointerSegments(pointer)) {
      const [shown, value] = step(node, segment);
      [node, offset] = [value, startOf(shown) ?? offset];
    }
    return lines.linePos(offset).line;
  };
};

const step = (node: unknown, segment: string): readonly [unknown, unknown] => {
  if (isSeq(node)) return [node.items[Number(segment)], node.items[Number(segment)]];
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === segment) : undefined;
  return [pair?.key, pair?.value];
};

const startOf = (node: unknown): number | undefined => (node as YamlNode | null | undefined)?.range?.[0];

describe('the line of a pointer', () => {
  it('in JSON is the one that a parser with positions finds, for any value', () => {
    fc.assert(
      fc.property(valueArbitrary, fc.constantFrom('', '  ', '\t'), (value, indent) => {
        const text = JSON.stringify({ root: value }, null, indent);
        // A comment makes the text YAML, so that the other parser answers.
        const other = createLineFinder(`${text}\n# yaml`);
        const own = createLineFinder(text);
        for (const pointer of pointersOf({ root: value })) expect(own(pointer)).toBe(other(pointer));
      }),
    );
  });

  it('in YAML is the one that a tree of nodes has, for any value', () => {
    fc.assert(
      fc.property(valueArbitrary, fc.constantFrom(0, 1, 9), (value, flowLevel) => {
        const text = dump({ root: value, last: 1 }, { flowLevel: flowLevel === 0 ? -1 : flowLevel });
        const [own, other] = [createLineFinder(text), lineByTree(text)];
        for (const pointer of pointersOf({ root: value })) expect(own(pointer)).toBe(other(pointer));
      }),
    );
  });

  it('is that of the nearest parent when the element is gone', () => {
    const text = '{\n  "a": {\n    "b": 1\n  }\n}';
    const lineOf = createLineFinder(text);
    expect([lineOf('/a/b'), lineOf('/a/x/y'), lineOf('/z'), lineOf('')]).toEqual([3, 2, 1, 1]);
  });

  it('in YAML goes through aliases', () => {
    const text = 'a: &x\n  b: 1\nc: *x\n';
    expect(createLineFinder(text)('/c/b')).toBe(2);
    const merged = 'a: &x\n  b: 1\nd: &y { e: 1 }\nc:\n  <<: [*x, *y]\n  f: 1\n';
    expect(['/c/b', '/c/e', '/c/f', '/c/g'].map(createLineFinder(merged))).toEqual([2, 3, 6, 4]);
    expect(parseDocument(text).toJS()).toEqual({ a: { b: 1 }, c: { b: 1 } });
  });

  it('is at least 1 and within the text, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => dump(JSON.parse(text))),
        ),
        (text) => {
          const line = createLineFinder(text)('/a/0');
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
        },
      ),
    );
  });
});
