import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { createScratchPlace, type ScratchPlace } from './scratch-place.builder.ts';

/** Lines as the content of a file. */
export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** The document that the small service promises to answer by. */
export const openapi = lines(
  'openapi: 3.1.0',
  'info: { title: Checkout, version: 1.0.0 }',
  'paths:',
  '  /v1/quote:',
  '    post:',
  '      operationId: quote',
  '      requestBody:',
  '        required: true',
  '        content:',
  '          application/json:',
  '            schema: { $ref: "#/components/schemas/Cart" }',
  '      responses:',
  '        "200":',
  '          description: What the cart costs',
  '          content:',
  '            application/json:',
  '              schema: { $ref: "#/components/schemas/Quote" }',
  'components:',
  '  schemas:',
  '    Cart:',
  '      type: object',
  '      required: [lines]',
  '      properties:',
  '        lines: { type: array, items: { type: object } }',
  '        coupon: { type: string }',
  '    Quote:',
  '      type: object',
  '      required: [goods, shipping, total]',
  '      properties:',
  '        goods: { type: integer }',
  '        shipping: { type: integer }',
  '        total: { type: integer }',
);

const sources: Readonly<Record<string, string>> = {
  'src/money/cents.ts': lines(
    '/** An amount of money in whole cents. */',
    'export type Cents = number;',
    '',
    'export const toCents = (euros: number): Cents => Math.round(euros * 100);',
    '',
    'export const formatCents = (cents: Cents): string => `€${(cents / 100).toFixed(2)}`;',
  ),
  'src/money/percent.ts': lines(
    "import type { Cents } from './cents.js';",
    '',
    'export const percentOf = (amount: Cents, percent: number): Cents => Math.round((amount * percent) / 100);',
  ),
  'src/cart/line.ts': lines(
    "import type { Cents } from '../money/cents.js';",
    '',
    'export type Line = { readonly sku: string; readonly price: Cents; readonly count: number };',
    '',
    'export const lineTotal = ({ price, count }: Line): Cents => price * count;',
  ),
  'src/cart/total.ts': lines(
    "import type { Cents } from '../money/cents.js';",
    "import { lineTotal, type Line } from './line.js';",
    '',
    'export const goodsTotal = (cart: readonly Line[]): Cents =>',
    '  cart.reduce((sum, line) => sum + lineTotal(line), 0);',
  ),
  'src/cart/discount.ts': lines(
    "import type { Cents } from '../money/cents.js';",
    "import { percentOf } from '../money/percent.js';",
    '',
    'const coupons: Readonly<Record<string, number>> = { TEN: 10, HALF: 50 };',
    '',
    'export const discount = (goods: Cents, coupon: string | undefined): Cents =>',
    "  percentOf(goods, coupons[coupon ?? ''] ?? 0);",
  ),
  'src/cart/shipping.ts': lines(
    "import type { Cents } from '../money/cents.js';",
    '',
    'const freeFrom: Cents = 5000;',
    'const flat: Cents = 490;',
    '',
    'export const shipping = (goods: Cents): Cents => (goods === 0 || goods >= freeFrom ? 0 : flat);',
  ),
  'src/quote/quote.ts': lines(
    "import { discount } from '../cart/discount.js';",
    "import type { Line } from '../cart/line.js';",
    "import { shipping } from '../cart/shipping.js';",
    "import { goodsTotal } from '../cart/total.js';",
    "import type { Cents } from '../money/cents.js';",
    '',
    'export type Quote = { readonly goods: Cents; readonly shipping: Cents; readonly total: Cents };',
    '',
    'export const quote = (cart: readonly Line[], coupon?: string): Quote => {',
    '  const full = goodsTotal(cart);',
    '  const goods = full - discount(full, coupon);',
    '  const cost = shipping(goods);',
    '  return { goods, shipping: cost, total: goods + cost };',
    '};',
  ),
  'src/quote/parse-cart.ts': lines(
    "import type { Line } from '../cart/line.js';",
    '',
    'const isLine = (value: unknown): value is Line =>',
    "  typeof value === 'object' && value !== null && 'sku' in value && 'price' in value && 'count' in value;",
    '',
    'export const parseCart = (body: string): readonly Line[] | null => {',
    '  try {',
    '    const value: unknown = JSON.parse(body);',
    '    return Array.isArray(value) && value.every(isLine) ? value : null;',
    '  } catch {',
    '    return null;',
    '  }',
    '};',
  ),
  'src/quote/server.ts': lines(
    "import { createServer } from 'node:http';",
    "import { parseCart } from './parse-cart.js';",
    "import { quote } from './quote.js';",
    '',
    'export const server = createServer((request, response) => {',
    "  let body = '';",
    "  request.on('data', (chunk: Buffer) => (body += chunk.toString()));",
    "  request.on('end', () => {",
    '    const cart = parseCart(body);',
    '    response.statusCode = cart === null ? 400 : 200;',
    "    response.end(cart === null ? '' : JSON.stringify(quote(cart)));",
    '  });',
    '});',
  ),
  'src/index.ts': lines(
    "export { quote, type Quote } from './quote/quote.js';",
    "export { formatCents, toCents } from './money/cents.js';",
  ),
};

const tests: Readonly<Record<string, string>> = {
  'test/money.test.ts': lines(
    "import { describe, expect, it } from 'vitest';",
    "import { formatCents, toCents } from '../src/money/cents.js';",
    "import { percentOf } from '../src/money/percent.js';",
    '',
    "describe('money', () => {",
    "  it('counts cents', () => {",
    '    expect(toCents(1.15)).toBe(115);',
    "    expect(formatCents(115)).toBe('€1.15');",
    '  });',
    '',
    "  it('rounds a share to whole cents', () => {",
    '    expect(percentOf(333, 10)).toBe(33);',
    '  });',
    '});',
  ),
  'test/shipping.test.ts': lines(
    "import { expect, it } from 'vitest';",
    "import { shipping } from '../src/cart/shipping.js';",
    '',
    "it('is free from fifty euros', () => {",
    '  expect(shipping(4999)).toBe(490);',
    '  expect(shipping(5000)).toBe(0);',
    '});',
    '',
    "it('costs nothing for an empty cart', () => {",
    '  expect(shipping(0)).toBe(0);',
    '});',
  ),
  'test/quote.test.ts': lines(
    "import { describe, expect, it } from 'vitest';",
    "import { parseCart } from '../src/quote/parse-cart.js';",
    "import { quote } from '../src/quote/quote.js';",
    '',
    "describe('quote', () => {",
    "  const cart = [{ sku: 'tea', price: 450, count: 2 }];",
    '',
    "  it('adds goods and shipping', () => {",
    '    expect(quote(cart)).toEqual({ goods: 900, shipping: 490, total: 1390 });',
    '  });',
    '',
    "  it('takes a coupon off the goods', () => {",
    "    expect(quote(cart, 'HALF').goods).toBe(450);",
    '  });',
    '});',
    '',
    "it('refuses what is no cart', () => {",
    "  expect(parseCart('{')).toBe(null);",
    "  expect(parseCart('[{}]')).toBe(null);",
    '});',
  ),
};

/**
 * A small TypeScript repository that is not this one: its own package.json, tests and OpenAPI document, sources in three
 * folders that import each other by `.js` as Node's resolution wants, packages really installed, and no configuration of
 * Interlock, ESLint or dependency-cruiser.
 */
export const createForeignRepository = async (): Promise<ScratchPlace> => {
  const place = await createScratchPlace();
  await place.repository.commit({
    '.gitignore': 'node_modules\n',
    'README.md': '# Checkout\n\nSays what a cart costs.\n',
    'package.json': await manifest(),
    'tsconfig.json': lines(
      '{',
      '  "compilerOptions": { "target": "es2023", "module": "nodenext", "strict": true, "noEmit": true, "types": [] },',
      '  "include": ["src", "test"]',
      '}',
    ),
    'openapi.yaml': openapi,
    ...sources,
    ...tests,
  });
  await installPackages(place.repository.root);
  return place;
};

/** The versions that this repository tests with: others may have other reports. */
const manifest = async (): Promise<string> => {
  const own: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const { devDependencies } = own as { readonly devDependencies: Readonly<Record<string, string>> };
  const { vitest, typescript } = devDependencies;
  const content = {
    name: 'checkout',
    version: '1.0.0',
    private: true,
    type: 'module',
    scripts: { test: 'vitest run' },
  };
  return `${JSON.stringify({ ...content, devDependencies: { vitest, typescript } }, null, 2)}\n`;
};

/** As its author would; packages of this repository linked in would hide what is found only beside this repository. */
const installPackages = async (root: string): Promise<void> => {
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
  const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number]>]);
  if (exitCode !== 0) throw new Error(`npm install failed in ${root}: ${stderr}`);
};

/** Makes a branch off main with one commit, and goes back to main. A null content removes the file. */
export const createBranch = async (
  { repository }: ScratchPlace,
  name: string,
  files: { readonly [path: string]: string | null },
): Promise<string> => {
  await repository.git.text(['switch', '--quiet', '--create', name, 'main']);
  const commit = await repository.commit(files);
  await repository.git.text(['switch', '--quiet', 'main']);
  return commit;
};

/** The content of a file on main with one piece replaced. Throws where the piece is not there. */
export const edited = async ({ repository }: ScratchPlace, file: string, [from, to]: readonly [string, string]) => {
  const content = `${await repository.git.text(['show', `main:${file}`])}\n`;
  if (!content.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
  return content.replace(from, to);
};
