import type { Files } from '../../guardbench-case.ts';

/** A small shop without a lint configuration or a compiler's: only what its texts say is judged. */
export const shop: Files = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
  'src/price.ts': `export type Price = { readonly cents: number; readonly currency: string };

export const format = (price: Price): string => {
  const whole = (price.cents / 100).toFixed(2);
  return \`\${whole} \${price.currency}\`;
};
`,
  'src/cart.ts': `import { format, type Price } from './price.ts';

export type Line = { readonly title: string; readonly price: Price; readonly count: number };

// eslint-disable-next-line complexity -- one branch a currency, until the rates come from the bank
export const total = (lines: readonly Line[]): number => {
  let sum = 0;
  for (const line of lines) sum += line.price.cents * line.count;
  return sum;
};

export const label = (line: Line): string => \`\${line.title}: \${format(line.price)}\`;
`,
  'src/import.ts': `import type { Line } from './cart.ts';

/** Reads a line as the old till wrote it. */
export const readLine = (text: string): Line => {
  const raw: any = JSON.parse(text);
  // @ts-ignore the till calls it name
  const title: string = raw.name;
  return { title, price: { cents: raw.cents, currency: raw.currency }, count: raw.count };
};
`,
};
