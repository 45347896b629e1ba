import type { GuardbenchCase } from '../../guardbench-case.ts';
import { shop } from './shop.ts';

const price = shop['src/price.ts'] ?? '';
const cart = shop['src/cart.ts'] ?? '';
const till = shop['src/import.ts'] ?? '';
const suppressed = cart.slice(cart.indexOf('// eslint-disable'), cart.indexOf('export const label'));

/** Changes that look as if they silenced a check and do not. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'A function moves to a new file with its suppression',
    base: shop,
    change: {
      'src/cart.ts': cart.replace(suppressed, ''),
      'src/total.ts': `import type { Line } from './cart.ts';\n\n${suppressed}`,
    },
    expect: [],
  },
  {
    name: 'A function moves inside its file with its suppression',
    base: shop,
    change: { 'src/cart.ts': `${cart.replace(suppressed, '')}\n${suppressed}` },
    expect: [],
  },
  {
    name: 'A file with suppressions is renamed',
    base: shop,
    change: { 'src/import.ts': null, 'src/till.ts': { movedFrom: 'src/import.ts' } },
    expect: [],
  },
  {
    name: 'Suppressed code is wrapped in a condition and stands deeper',
    base: shop,
    change: {
      'src/import.ts': till.replace(
        /  \/\/ @ts-ignore.*\n  const title: string = raw.name;\n/u,
        "  let title = '';\n  if (raw.name !== undefined) {\n    // @ts-ignore the till calls it name\n    title = raw.name;\n  }\n",
      ),
    },
    expect: [],
  },
  {
    name: 'Suppressed code is deleted',
    base: shop,
    change: { 'src/import.ts': null },
    expect: [],
  },
  {
    name: 'A directive stands in a string and in a template',
    base: shop,
    change: {
      'src/hints.ts':
        "export const hints = ['// eslint-disable-next-line no-var', `/* istanbul ignore next */`, '// @ts-ignore', 'x as any'];\n",
    },
    expect: [],
  },
  {
    name: 'The documentation and a comment speak of directives',
    base: shop,
    change: {
      'docs/style.md': 'Never write `// eslint-disable-line` or `// @ts-ignore`.\n',
      'src/price.ts': `// Style: see docs/style.md on eslint-disable and @ts-ignore; any of them needs a reason.\n${price}`,
    },
    expect: [],
  },
  {
    name: 'A comment that silences two rules now silences one',
    base: { ...shop, 'src/cart.ts': cart.replace('complexity --', 'complexity, max-statements --') },
    change: { 'src/cart.ts': cart },
    expect: [],
  },
  {
    name: 'The reason of a suppression is told better',
    base: shop,
    change: { 'src/cart.ts': cart.replace('until the rates come from the bank', 'see the table of rates') },
    expect: [],
  },
  {
    name: 'A suppression of a whole file becomes one of a line',
    base: {
      ...shop,
      'src/cart.ts': `/* eslint-disable complexity */\n${cart.replace(/^\/\/ eslint-disable.*\n/mu, '')}`,
    },
    change: { 'src/cart.ts': cart },
    expect: [],
  },
  {
    name: 'A rule is switched on by a comment, and a range is ended',
    base: shop,
    change: { 'src/price.ts': `/* eslint no-console: "error" */\n${price}/* eslint-enable complexity */\n` },
    expect: [],
  },
  {
    name: 'A comment that stays for good becomes one that fails once it is not needed',
    base: shop,
    change: { 'src/import.ts': till.replace('@ts-ignore', '@ts-expect-error') },
    expect: [],
  },
  {
    name: 'One any takes the place of another in the same file',
    base: shop,
    change: {
      'src/import.ts': till
        .replace('const raw: any = JSON.parse(text);', 'const raw = parse(text);')
        .concat('\nconst parse = (text: string): any => JSON.parse(text);\n'),
    },
    expect: [],
  },
  {
    name: 'An assertion to any is left out in favour of a check',
    base: {
      ...shop,
      'src/order.ts': 'export const orderId = (body: string): string => (JSON.parse(body) as any).id;\n',
    },
    change: {
      'src/order.ts': `export const orderId = (body: string): string => {
  const order: unknown = JSON.parse(body);
  if (typeof order === 'object' && order !== null && 'id' in order) return String(order.id);
  throw new Error('an order without id', { cause: order });
};
`,
    },
    expect: [],
  },
  {
    name: 'A test makes a part stand for the whole',
    base: { ...shop, 'package.json': '{ "name": "shop", "private": true, "devDependencies": { "vitest": "*" } }\n' },
    change: {
      'src/label.test.ts': `import { expect, it } from 'vitest';
import { label, type Line } from './cart.ts';

it('shows the title first', () => {
  const line = { title: 'Tea', price: { cents: 250, currency: 'EUR' } } as unknown as Line;
  expect(label(line)).toBe('Tea: 2.50 EUR');
});
`,
    },
    expect: [],
  },
  {
    name: 'Names and syntax look like escapes and are none',
    base: shop,
    change: {
      'src/choice.ts': `export const any = ['any', 'unknown'] as const;
export type Choice = { readonly any: boolean; readonly none: boolean };

export class Box {
  private content!: string;

  fill(text: string): void {
    this.content = text;
  }

  isEmpty(choice: Choice): boolean {
    return !choice.any && this.content !== '' && !choice.none;
  }
}
`,
    },
    expect: [],
  },
  {
    name: 'What the repository allows by its policy is not counted',
    base: shop,
    configuration: { types: { escapes: { 'non-null': 'allow' } }, lint: { suppressions: { coverage: 'note' } } },
    change: {
      'src/cart.ts': `${cart}\n/* v8 ignore next */\nexport const first = (lines: readonly Line[]): Line => lines[0]!;\n`,
    },
    expect: [],
  },
];
