import type { GuardbenchCase } from '../../guardbench-case.ts';
import { shop, warning } from './base-shop.ts';

/** What comes from outside: text in commands, keys of a request, the environment, flags. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a value is put into the text of a query',
    base: shop,
    change: {
      'src/find-order.ts': `import { pool } from './pool.ts';

export const findOrder = async (id: string): Promise<readonly object[]> =>
  pool.query(\`SELECT * FROM orders WHERE id = '\${id}'\`);
`,
    },
    expect: [warning('src/find-order.ts', 'SELECT * FROM orders')],
  },
  {
    name: 'the columns of a query are put together, its values are parameters',
    base: shop,
    change: {
      'src/find-order.ts': `import { pool } from './pool.ts';

const columns = ['id', 'total'].join(', ');

export const findOrders = async (ids: readonly string[]): Promise<readonly object[]> =>
  pool.query(\`SELECT \${columns} FROM orders WHERE id IN (\${ids.map(() => '?').join(', ')})\`, ids);
`,
    },
    expect: [],
  },
  {
    name: 'a name of a file in a command that a shell reads',
    base: shop,
    change: {
      'src/print-label.ts': `import { exec } from 'node:child_process';

export const printLabel = (file: string): void => {
  exec(\`lp -d labels "\${file}"\`);
};
`,
    },
    expect: [warning('src/print-label.ts', 'lp -d labels')],
  },
  {
    name: 'a name of a file in a list of arguments',
    base: shop,
    change: {
      'src/print-label.ts': `import { execFile } from 'node:child_process';

export const printLabel = (file: string): void => {
  execFile('lp', ['-d', 'labels', file]);
};
`,
    },
    expect: [],
  },
  {
    name: 'a request says which function of a table is called',
    base: shop,
    change: {
      'src/sort-route.ts': `import { app } from './http.ts';

const orders: { [name: string]: () => string } = { price: () => 'ORDER BY price', name: () => 'ORDER BY name' };

app.get('/v1/sorted', (request, reply) => {
  const { sort } = request.query;
  const order = orders[sort ?? 'name'];
  const found = orders[request.query.sort ?? ''];
  reply.send([order?.(), found?.()]);
});
`,
    },
    expect: [
      warning('src/sort-route.ts', "orders[sort ?? 'name']"),
      warning('src/sort-route.ts', "orders[request.query.sort ?? '']"),
    ],
  },
  {
    name: 'a request chooses among known keys',
    base: shop,
    change: {
      'src/sort-route.ts': `import { app } from './http.ts';

const orders = new Map([['price', 'ORDER BY price'], ['name', 'ORDER BY name']]);

app.get('/v1/sorted', (request, reply) => {
  reply.send(orders.get(request.query.sort ?? 'name'));
});
`,
    },
    expect: [],
  },
  {
    name: 'a function deep in the service reads the environment',
    base: shop,
    change: {
      'src/discount.ts': `export const discount = (total: number): number => total * Number(process.env['DISCOUNT_RATE'] ?? '0');
`,
    },
    expect: [warning('src/discount.ts', "process.env['DISCOUNT_RATE']")],
  },
  {
    name: 'the configuration reads the environment',
    base: shop,
    change: {
      'src/config.ts': `export const parseConfig = (environment: { readonly [name: string]: string | undefined }) => ({
  discountRate: Number(environment['DISCOUNT_RATE'] ?? '0'),
});

export const config = parseConfig({ DISCOUNT_RATE: process.env['DISCOUNT_RATE'] });
`,
      'src/is-local.ts': `export const isLocal = (): boolean => process.env['NODE_ENV'] !== 'production';\n`,
    },
    expect: [],
  },
  {
    name: 'a flag is read without a default',
    base: {
      ...shop,
      'src/openfeature.d.ts': `declare module '@openfeature/server-sdk' {
  export const OpenFeature: { getClient(): { getBooleanValue(flag: string, fallback?: boolean): Promise<boolean> } };
}
`,
    },
    change: {
      'src/flags.ts': `import { OpenFeature } from '@openfeature/server-sdk';

const client = OpenFeature.getClient();

export const hasNewCart = async (): Promise<boolean> => client.getBooleanValue('new-cart', false);
export const hasNewCard = async (): Promise<boolean> => client.getBooleanValue('new-card');
`,
    },
    expect: [warning('src/flags.ts', "client.getBooleanValue('new-card')")],
  },
];
