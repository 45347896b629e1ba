import type { GuardbenchCase } from '../../guardbench-case.ts';
import { shop } from './shop.ts';

const price = shop['src/price.ts'] ?? '';
const cart = shop['src/cart.ts'] ?? '';
const till = shop['src/import.ts'] ?? '';

/** Changes that silence a check. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'A rule is switched off for the next line',
    base: shop,
    change: {
      'src/price.ts': price.replace('  return', '  // eslint-disable-next-line no-param-reassign\n  return'),
    },
    expect: [{ code: 'lint/new-suppression', level: 'warning', file: 'src/price.ts', at: 'eslint-disable-next-line' }],
  },
  {
    name: 'All rules are switched off for a new file',
    base: shop,
    change: { 'src/tax.ts': '/* eslint-disable */\nexport const tax = (cents: number): number => cents * 0.2;\n' },
    expect: [{ code: 'lint/new-suppression', file: 'src/tax.ts', at: 'eslint-disable' }],
  },
  {
    name: 'A comment that silences one rule now silences two',
    base: shop,
    change: { 'src/cart.ts': cart.replace('complexity --', 'complexity, max-depth --') },
    expect: [{ code: 'lint/new-suppression', file: 'src/cart.ts', at: 'max-depth' }],
  },
  {
    name: 'A suppression of one line becomes one of the whole file',
    base: shop,
    change: {
      'src/cart.ts': `/* eslint-disable complexity */\n${cart.replace(/^\/\/ eslint-disable.*\n/mu, '')}`,
    },
    expect: [{ code: 'lint/new-suppression', file: 'src/cart.ts', at: 'eslint-disable complexity' }],
  },
  {
    name: 'Biome is told to look away',
    base: shop,
    change: {
      'src/price.ts': price.replace('  return', '  // biome-ignore lint/style/useTemplate: clearer\n  return'),
    },
    expect: [{ code: 'lint/new-suppression', file: 'src/price.ts', at: 'biome-ignore' }],
  },
  {
    name: 'A branch is hidden from coverage',
    base: shop,
    change: {
      'src/price.ts': price.replace(
        '  return',
        '  /* v8 ignore next */\n  if (price.cents < 0) return `-${whole}`;\n  return',
      ),
    },
    expect: [{ code: 'lint/new-suppression', file: 'src/price.ts', at: 'v8 ignore next' }],
  },
  {
    name: 'A rule is configured away by a comment',
    base: shop,
    change: { 'src/price.ts': `/* eslint no-magic-numbers: "off" */\n${price}` },
    expect: [{ code: 'lint/new-suppression', file: 'src/price.ts', at: 'no-magic-numbers' }],
  },
  {
    name: 'An agent switches off a rule in a task of its own',
    base: shop,
    brief: { task: 'format-price' },
    change: { 'src/price.ts': price.replace('  return', '  // eslint-disable-next-line no-var\n  return') },
    expect: [{ code: 'lint/new-suppression', level: 'error', file: 'src/price.ts', at: 'eslint-disable-next-line' }],
  },
  {
    name: 'An agent hides a type error behind a comment',
    base: shop,
    brief: { task: 'format-price' },
    change: { 'src/price.ts': price.replace('  return', '  // @ts-expect-error it may be missing\n  return') },
    expect: [{ code: 'types/new-escape', level: 'error', file: 'src/price.ts', at: '@ts-expect-error' }],
  },
  {
    name: 'A type error is ignored above a call',
    base: shop,
    change: { 'src/cart.ts': cart.replace('export const label', '// @ts-ignore\nexport const label') },
    expect: [{ code: 'types/new-escape', level: 'warning', file: 'src/cart.ts', at: '@ts-ignore' }],
  },
  {
    name: 'A file is taken from the type checker',
    base: shop,
    change: { 'src/price.ts': `// @ts-nocheck\n${price}` },
    expect: [{ code: 'types/new-escape', file: 'src/price.ts', at: '@ts-nocheck' }],
  },
  {
    name: 'A comment that fails once it is not needed becomes one that stays for good',
    base: { ...shop, 'src/import.ts': till.replace('@ts-ignore', '@ts-expect-error') },
    change: { 'src/import.ts': till },
    expect: [{ code: 'types/new-escape', file: 'src/import.ts', at: '@ts-ignore' }],
  },
  {
    name: 'A parsed body is asserted to any',
    base: shop,
    change: {
      'src/order.ts': 'export const orderId = (body: string): string => (JSON.parse(body) as any).id;\n',
    },
    expect: [{ code: 'types/new-escape', file: 'src/order.ts', at: 'as any' }],
  },
  {
    name: 'A parameter loses its type',
    base: shop,
    change: { 'src/price.ts': price.replace('(price: Price)', '(price: any)') },
    expect: [{ code: 'types/new-escape', file: 'src/price.ts', at: 'price: any' }],
  },
  {
    name: 'One more any than before stands in a file that has some',
    base: shop,
    change: { 'src/import.ts': till.replace('(text: string)', '(text: any)') },
    expect: [{ code: 'types/new-escape', file: 'src/import.ts', at: 'text: any' }],
  },
  {
    name: 'A value is asserted to another type by way of unknown, over two lines',
    base: shop,
    change: {
      'src/cart.ts': `${cart}\nexport const first = (lines: readonly Line[]): Line =>\n  lines as unknown as\n    Line;\n`,
    },
    expect: [{ code: 'types/new-escape', file: 'src/cart.ts', at: '    Line;' }],
  },
  {
    name: 'A missing value is asserted away',
    base: shop,
    change: { 'src/cart.ts': `${cart}\nexport const first = (lines: readonly Line[]): Line => lines[0]!;\n` },
    expect: [{ code: 'types/new-escape', file: 'src/cart.ts', at: 'lines[0]!' }],
  },
];
