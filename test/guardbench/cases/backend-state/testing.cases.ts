import type { GuardbenchCase } from '../../guardbench-case.ts';
import { shop, warning } from './base-shop.ts';

const base = {
  ...shop,
  'src/vitest.d.ts': `declare module 'vitest' {
  export const it: (name: string, run: () => unknown) => void;
  export const expect: (value: unknown) => { toBe(other: unknown): void; toEqual(other: unknown): void };
  export const vi: { mock(path: string): void; waitFor(run: () => void): Promise<void> };
}
`,
  'src/price.ts': `export const price = (cents: number): string => (cents / 100).toFixed(2);\n`,
  'src/queue.ts': `export const queue: string[] = [];\nexport const push = (name: string): void => { setTimeout(() => queue.push(name), 5); };\n`,
};

/** Tests that prove nothing, or prove it only on a quiet machine. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a test calls the code and asserts nothing',
    base,
    change: {
      'src/price.test.ts': `import { it } from 'vitest';
import { price } from './price.ts';

it('shows two digits', () => {
  price(1050);
});
`,
    },
    expect: [warning('src/price.test.ts', "it('shows two digits'")],
  },
  {
    name: 'a test asserts through a function of its file',
    base,
    change: {
      'src/price.test.ts': `import { expect, it } from 'vitest';
import { price } from './price.ts';

const shows = (cents: number, text: string): void => {
  expect(price(cents)).toBe(text);
};

it('shows two digits', () => {
  shows(1050, '10.50');
});
`,
    },
    expect: [],
  },
  {
    name: 'a test waits for a fixed time',
    base,
    change: {
      'src/queue.test.ts': `import { expect, it } from 'vitest';
import { push, queue } from './queue.ts';

it('takes a name', async () => {
  push('tea');
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect(queue).toEqual(['tea']);
});
`,
    },
    expect: [warning('src/queue.test.ts', 'setTimeout(resolve, 50)')],
  },
  {
    name: 'a test waits for what must happen',
    base,
    change: {
      'src/queue.test.ts': `import { expect, it, vi } from 'vitest';
import { push, queue } from './queue.ts';

it('takes a name', async () => {
  push('tea');
  await vi.waitFor(() => { expect(queue).toEqual(['tea']); });
});
`,
    },
    expect: [],
  },
];
