import type { GuardbenchCase } from '../../guardbench-case.ts';
import { shop, warning } from './base-shop.ts';

/** What a process takes and keeps: memory, connections, listeners, timers. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a map at the top of a module remembers each user for ever',
    base: shop,
    change: {
      'src/find-user.ts': `import { loadUser, type User } from './order.ts';

const users = new Map<string, User>();

export const findUser = (userId: string): User => {
  const known = users.get(userId);
  if (known !== undefined) return known;
  const user = loadUser(userId);
  users.set(userId, user);
  return user;
};
`,
    },
    expect: [warning('src/find-user.ts', 'const users = new Map')],
  },
  {
    name: 'a map that is emptied when it has grown',
    base: shop,
    change: {
      'src/find-user.ts': `import { loadUser, type User } from './order.ts';

const users = new Map<string, User>();

export const findUser = (userId: string): User => {
  const known = users.get(userId);
  if (known !== undefined) return known;
  if (users.size >= 10_000) users.clear();
  const user = loadUser(userId);
  users.set(userId, user);
  return user;
};
`,
    },
    expect: [],
  },
  {
    name: 'a registry of handlers that is filled at start',
    base: shop,
    change: {
      'src/handlers.ts': `type Handler = (text: string) => string;

const handlers = new Map<string, Handler>();

export const register = (url: string, handler: Handler): void => {
  handlers.set(url, handler);
};

export const findHandler = (url: string): Handler | undefined => handlers.get(url);
`,
    },
    expect: [],
  },
  {
    name: 'a connection that is given back only when the query works',
    base: shop,
    change: {
      'src/list-orders.ts': `import { pool } from './pool.ts';

export const listOrders = async (userId: string): Promise<readonly object[]> => {
  const client = await pool.connect();
  const rows = await client.query('SELECT * FROM orders WHERE user_id = $1', [userId]);
  client.release();
  return rows;
};
`,
    },
    expect: [warning('src/list-orders.ts', 'const client = await pool.connect();')],
  },
  {
    name: 'a connection that is given back in any case',
    base: shop,
    change: {
      'src/list-orders.ts': `import { pool } from './pool.ts';

export const listOrders = async (userId: string): Promise<readonly object[]> => {
  const client = await pool.connect();
  try {
    return await client.query('SELECT * FROM orders WHERE user_id = $1', [userId]);
  } finally {
    client.release();
  }
};
`,
    },
    expect: [],
  },
  {
    name: 'a connection that the caller gives back',
    base: shop,
    change: {
      'src/begin.ts': `import { pool, type Client } from './pool.ts';

export const begin = async (): Promise<Client> => {
  const client = await pool.connect();
  await client.query('BEGIN');
  return client;
};
`,
    },
    expect: [],
  },
  {
    name: 'each request adds a listener to the bus of the process',
    base: shop,
    change: {
      'src/events-route.ts': `import { bus } from './bus.ts';
import { app } from './http.ts';

app.get('/v1/events', (request, reply) => {
  bus.on('order', (text) => { reply.write(text); });
});
`,
    },
    expect: [warning('src/events-route.ts', "bus.on('order'")],
  },
  {
    name: 'each request removes its listener when it ends',
    base: shop,
    change: {
      'src/events-route.ts': `import { bus } from './bus.ts';
import { app } from './http.ts';

app.get('/v1/events', (request, reply) => {
  const send = (text: string): void => { reply.write(text); };
  bus.on('order', send);
  request.on('close', () => { bus.off('order', send); });
});
`,
    },
    expect: [],
  },
  {
    name: 'a timer that goes on when its object is closed',
    base: shop,
    change: {
      'src/sweeper.ts': `export class Sweeper {
  readonly #entries: string[] = [];

  constructor() {
    setInterval(() => { this.#entries.length = 0; }, 60_000);
  }

  close(): void {
    this.#entries.length = 0;
  }
}
`,
    },
    expect: [warning('src/sweeper.ts', 'setInterval(')],
  },
  {
    name: 'a timer that is cleared where its object is closed',
    base: shop,
    change: {
      'src/sweeper.ts': `export class Sweeper {
  readonly #entries: string[] = [];
  readonly #timer = setInterval(() => { this.#entries.length = 0; }, 60_000);

  close(): void {
    clearInterval(this.#timer);
  }
}
`,
    },
    expect: [],
  },
];
