import { expect, it } from 'vitest';
import { putPart } from './publish-part.ts';

it('replaces what stands between the comments of a part and nothing else', () => {
  const page = 'a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb';
  expect(putPart(page, 'x', ' new ')).toBe('a\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nb');
  expect(() => putPart(page, 'y', '')).toThrow('has no part y');
});
