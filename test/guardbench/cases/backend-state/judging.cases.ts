import type { GuardbenchCase } from '../../guardbench-case.ts';
import { shop, warning } from './base-shop.ts';

const saving = (reaction: string): string =>
  `export const save = (write: () => void): void => {
  try {
    write();
  } catch (error) {
${reaction === '' ? '' : `    ${reaction}\n`}  }
};
`;

/** What is compared, thrown, imported and tested. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a computed sum of money is compared for equality',
    base: shop,
    change: {
      'src/is-settled.ts': `import type { Order } from './order.ts';

export const isSettled = (order: Order): boolean => order.subtotal + order.tax === order.total;
`,
    },
    expect: [warning('src/is-settled.ts', 'order.subtotal + order.tax === order.total')],
  },
  {
    name: 'a computed sum of money is compared with a tolerance',
    base: shop,
    change: {
      'src/is-settled.ts': `import type { Order } from './order.ts';

export const isSettled = (order: Order): boolean => Math.abs(order.subtotal + order.tax - order.total) < 0.005;
export const isSame = (left: Order, right: Order): boolean => left.total === right.total;
`,
    },
    expect: [],
  },
  {
    name: 'an error of its own loses the error that it was made from',
    base: shop,
    change: {
      'src/pay.ts': `import type { Order } from './order.ts';

export class PaymentError extends Error {
  readonly code = 'PAYMENT_FAILED';
}

export const pay = (order: Order, charge: (total: number) => void): void => {
  try {
    charge(order.total);
  } catch (error) {
    throw new PaymentError(\`not charged: \${String(error)}\`);
  }
};
`,
    },
    expect: [warning('src/pay.ts', 'throw new PaymentError(')],
  },
  {
    name: 'an error of its own keeps the error that it was made from',
    base: shop,
    change: {
      'src/pay.ts': `import type { Order } from './order.ts';

export class PaymentError extends Error {
  readonly code = 'PAYMENT_FAILED';
}

export const pay = (order: Order, charge: (total: number) => void): void => {
  try {
    charge(order.total);
  } catch (error) {
    throw new PaymentError('not charged', { cause: error });
  }
};
`,
    },
    expect: [],
  },
  {
    name: 'a service imports the source of another',
    base: {
      ...shop,
      'services/stock/src/count.ts': `export const count = (name: string): number => name.length;\n`,
      'services/shared/src/clamp.ts': `export const clamp = (value: number): number => Math.max(0, value);\n`,
    },
    change: {
      'services/cart/src/add.ts': `import { clamp } from '../../shared/src/clamp.ts';
import { count } from '../../stock/src/count.ts';

export const add = (name: string): number => clamp(count(name));
`,
    },
    expect: [warning('services/cart/src/add.ts', "'../../stock/src/count.ts'")],
  },
  {
    name: 'a service imports what all services share',
    base: {
      ...shop,
      'services/shared/src/clamp.ts': `export const clamp = (value: number): number => Math.max(0, value);\n`,
    },
    change: {
      'services/cart/src/add.ts': `import { clamp } from '../../shared/src/clamp.ts';

export const add = (name: string): number => clamp(name.length);
`,
    },
    expect: [],
  },
  {
    name: 'a catch that told somebody becomes empty',
    base: { ...shop, 'src/save.ts': saving("console.error('not saved', error);") },
    change: { 'src/save.ts': saving('').replace('catch (error) {\n  }', 'catch {}') },
    expect: [warning('src/save.ts', 'catch {}')],
  },
  {
    name: 'a catch without a statement says why nothing has to be done',
    base: { ...shop, 'src/save.ts': saving("console.error('not saved', error);") },
    change: { 'src/save.ts': saving('// The next tick saves again.').replace('catch (error)', 'catch') },
    expect: [],
  },
];
