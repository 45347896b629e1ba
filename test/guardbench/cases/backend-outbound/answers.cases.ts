import type { GuardbenchCase } from '../../guardbench-case.ts';
import { service, warning } from './base-service.ts';

const fastify = `declare module 'fastify' {
  export type Reply = { code(status: number): Reply; send(body: unknown): unknown };
  export type FastifyInstance = {
    get(url: string, options: object, handler: (request: { params: unknown; query: unknown }, reply: Reply) => unknown): void;
  };
}
`;
const manifest = {
  name: 'now-playing',
  version: '1.0.0',
  private: true,
  type: 'module',
  dependencies: { fastify: '^5.0.0' },
};
const base = { ...service, 'package.json': JSON.stringify(manifest, null, 2), 'src/fastify.d.ts': fastify };

const route = (response: string, handler: string): string => `import type { FastifyInstance } from 'fastify';

const track = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, title: { type: 'string' } },
};

export const addTrackRoute = (app: FastifyInstance): void => {
  app.get('/v1/track', { schema: { ${response} } }, ${handler});
};
`;

/** What leaves the service: answers, log lines, metrics. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a route without a response schema',
    base,
    change: { 'src/track-route.ts': route("tags: ['track']", 'async () => ({ id: "t1" })') },
    expect: [warning('src/track-route.ts', "app.get('/v1/track'")],
  },
  {
    name: 'a key that the response schema drops',
    base,
    change: {
      'src/track-route.ts': route(
        'response: { 200: track }',
        `async () => {
    return {
      id: 't1',
      nextCursor: 't2',
    };
  }`,
      ),
    },
    expect: [warning('src/track-route.ts', "nextCursor: 't2'")],
  },
  {
    name: 'a status that the response schema does not have',
    base,
    change: {
      'src/track-route.ts': route(
        'response: { 200: track }',
        `async (request, reply) =>\n    reply.code(404).send({ reason: 'gone' })`,
      ),
    },
    expect: [warning('src/track-route.ts', 'reply.code(404)')],
  },
  {
    name: 'a route whose schema covers both of its answers',
    base,
    change: {
      'src/track-route.ts': route(
        "response: { 200: track, '4xx': { type: 'object', additionalProperties: true } }",
        `async (request, reply) =>\n    reply.code(404).send({ reason: 'gone' })`,
      ),
    },
    expect: [],
  },
  {
    name: 'a write that nobody waits for, and a reply that says it worked',
    base,
    change: {
      'src/record-play.ts': `import { prisma } from './store.ts';

type Reply = { send(body: object): void };

export const recordPlay = async (request: { readonly body: object }, reply: Reply): Promise<void> => {
  prisma.play.create({ data: request.body });
  reply.send({ ok: true });
};
`,
    },
    expect: [warning('src/record-play.ts', 'prisma.play.create')],
  },
  {
    name: 'a write that the reply waits for',
    base,
    change: {
      'src/record-play.ts': `import { prisma } from './store.ts';

type Reply = { send(body: object): void };

export const recordPlay = async (request: { readonly body: object }, reply: Reply): Promise<void> => {
  await prisma.play.create({ data: request.body });
  reply.send({ ok: true });
};
`,
    },
    expect: [],
  },
  {
    name: 'a listener in the label of a metric',
    base,
    change: {
      'src/count-plays.ts': `type Counter = { inc(labels: object): void };

export const countPlay = (playCounter: Counter, play: { readonly listener: string; readonly kind: string }): void => {
  playCounter.inc({ kind: play.kind, user_id: play.listener });
};
`,
    },
    expect: [warning('src/count-plays.ts', 'user_id: play.listener')],
  },
  {
    name: 'a kind of play in the label of a metric',
    base,
    change: {
      'src/count-plays.ts': `type Counter = { inc(labels: object): void };

export const countPlay = (playCounter: Counter, play: { readonly listener: string; readonly kind: string }): void => {
  playCounter.inc({ kind: play.kind, hasListener: play.listener === '' ? 'no' : 'yes' });
};
`,
    },
    expect: [],
  },
  {
    name: 'a mail address in a log line',
    base,
    change: {
      'src/sign-in.ts': `type Logger = { info(fields: object, text: string): void };

export const signedIn = (logger: Logger, user: { readonly id: string; readonly email: string }): void => {
  logger.info({ userId: user.id, email: user.email }, 'signed in');
};
`,
    },
    expect: [warning('src/sign-in.ts', 'email: user.email')],
  },
  {
    name: 'whether there is a mail address in a log line',
    base,
    change: {
      'src/sign-in.ts': `type Logger = { info(fields: object, text: string): void };

export const signedIn = (logger: Logger, user: { readonly id: string; readonly email: string }): void => {
  logger.info({ userId: user.id, hasEmail: user.email !== '' }, 'signed in');
};
`,
    },
    expect: [],
  },
];
