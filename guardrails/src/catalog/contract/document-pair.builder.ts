import type { Finding } from '../../guardrail.ts';
import { contractFindings } from './contract-findings.ts';
import type { Judgement } from './contract-findings.ts';

/** A node of a document. */
export type Doc = Record<string, unknown>;

const aUser = (): Doc => ({
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', enum: ['admin', 'guest'] },
    manager: { $ref: '#/components/schemas/User' },
  },
});

/** A small API with a shared, recursive schema. */
export const buildDocument = (): Doc => ({
  openapi: '3.0.3',
  info: { title: 'Users', version: '1.0.0' },
  paths: {
    '/users': {
      get: {
        operationId: 'listUsers',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          '200': {
            description: 'all',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/User' } } },
            },
          },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewUser' } } },
        },
        responses: {
          '201': {
            description: 'made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
          },
          '400': { description: 'refused' },
        },
      },
    },
    '/users/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      delete: { responses: { '204': { description: 'gone' } } },
    },
  },
  components: {
    schemas: {
      User: aUser(),
      NewUser: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          role: { type: 'string', enum: ['admin', 'guest'] },
          age: { type: 'number' },
        },
      },
    },
  },
});

/** What stands at these keys, to be edited. */
export const at = (doc: unknown, ...keys: string[]): Doc =>
  keys.reduce<unknown>((node, key) => (node as Doc)[key], doc) as Doc;

/** A document after an edit; the small API where none is given. */
export const edit = (change: (doc: Doc) => unknown, doc: Doc = buildDocument()): Doc => {
  const copy = structuredClone(doc);
  change(copy);
  return copy;
};

/** A document as text. */
export const json = (doc: unknown): string => JSON.stringify(doc, null, 2);

/** The findings between two documents, under a brief or under none. */
export const compare = (head: Doc, terms: Judgement['terms'] = null, base: Doc = buildDocument()): readonly Finding[] =>
  compareUnder({ terms }, base, head);

/** The findings between two documents under a judgement. */
export const compareUnder = (judgement: Judgement, base: Doc, head: Doc): readonly Finding[] =>
  contractFindings({ path: 'openapi.json', base: json(base), head: json(head) }, judgement);

/** `error contract/path-removed /users`: findings in a line each, without notes. */
export const told = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'note').map(line);

/** {@link told}, notes included. */
export const toldAll = (findings: readonly Finding[]): readonly string[] => findings.map(line);

const line = ({ code, level, data }: Finding): string =>
  `${level} ${code} ${typeof data['subject'] === 'string' ? data['subject'] : ''}`.trimEnd();

/** A document of one operation. */
export const buildOperation = (operation: Doc, more: Doc = {}): Doc => ({
  openapi: '3.1.0',
  info: { title: 'One', version: '1.0.0' },
  paths: { '/a/{id}': { post: { responses: { 200: { description: 'ok' } }, ...operation } } },
  ...more,
});
