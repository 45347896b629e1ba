import type { Files, GuardbenchCase } from '../../guardbench-case.ts';
import { base, document, edited } from './base-document.ts';

const description = 'description: All playlists of the listener.\n';
const limit = '            maximum: 100\n';

/** The same API, spread over files. */
const spread: Files = {
  'package.json': base['package.json'],
  'api/openapi.yaml': `openapi: 3.1.0
info: { title: Albums, version: 2.0.0 }
paths:
  /albums/{albumId}:
    $ref: './paths/album.yaml'
`,
  'api/paths/album.yaml': `get:
  operationId: readAlbum
  responses:
    '200':
      description: One album.
      content:
        application/json:
          schema:
            $ref: '../schemas.yaml#/Album'
`,
  'api/schemas.yaml': `Album:
  type: object
  required: [id, year]
  properties:
    id:
      type: string
    year:
      type: integer
`,
};

const albumPath = spread['api/paths/album.yaml'] ?? '';
const albumSchemas = spread['api/schemas.yaml'] ?? '';

const secured = (security: string): string =>
  edited(
    '      operationId: deletePlaylist\n',
    `      operationId: deletePlaylist\n      security: ${security}\n`,
  ).replace(
    'components:\n',
    `components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
    login:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.example/authorize
          tokenUrl: https://id.example/token
          scopes: { read: Read, write: Write }
`,
  );

const withDeletion = (words: string): string =>
  edited('      operationId: deletePlaylist\n', `      operationId: deletePlaylist\n${words}`);

const webhook = (required: string, type: string): string => `openapi: 3.1.0
info: { title: Payments, version: 1.0.0 }
webhooks:
  paid:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [${required}]
              properties:
                order:
                  type: string
                total:
                  type: ${type}
      responses:
        '204':
          description: It was taken.
`;

/** Breaks outside of schemas, in several files and in webhooks; each beside a neighbour that breaks nobody. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a file that a document refers to promises less',
    base: spread,
    change: { 'api/schemas.yaml': albumSchemas.replace('type: integer', 'type: number') },
    expect: [{ code: 'contract/type-widened', level: 'error', file: 'api/schemas.yaml', at: '    year:' }],
  },
  {
    name: 'a schema moves to a file of its own',
    base: spread,
    change: {
      'api/schemas.yaml': null,
      'api/album.yaml': albumSchemas.replace('Album:\n', '').replaceAll(/^ {2}/gmu, ''),
      'api/paths/album.yaml': albumPath.replace('../schemas.yaml#/Album', '../album.yaml'),
    },
    expect: [],
  },
  {
    name: 'a reference is written to a file that is not there',
    base: spread,
    change: { 'api/paths/album.yaml': albumPath.replace('schemas.yaml', 'shemas.yaml') },
    expect: [
      { code: 'contract/reference-broken', level: 'error', file: 'api/paths/album.yaml', at: "$ref: '../shemas" },
    ],
  },
  {
    name: 'a scope more is asked for',
    base: { ...base, [document]: secured('[{ login: [read] }]') },
    change: { [document]: secured('[{ login: [read, write] }]') },
    expect: [{ code: 'contract/security-tightened', level: 'error', file: document }],
  },
  {
    name: 'credentials become one of two ways in',
    base: { ...base, [document]: secured('[{ login: [read] }]') },
    change: { [document]: secured('[{ login: [read] }, { token: [] }]') },
    expect: [],
  },
  {
    name: 'an operation that everybody could call asks for a token',
    base: { ...base, [document]: secured('[]') },
    change: { [document]: secured('[{ token: [] }]') },
    expect: [{ code: 'contract/security-tightened', level: 'error', file: document }],
  },
  {
    name: 'an operation goes before the day that was promised',
    base: { ...base, [document]: withDeletion("      deprecated: true\n      x-sunset: '2026-12-31'\n") },
    change: {
      [document]: edited(
        `    delete:
      operationId: deletePlaylist
      responses:
        '204':
          description: It is gone.
`,
        '',
      ),
    },
    expect: [{ code: 'contract/removed-before-sunset', level: 'error', file: document }],
  },
  {
    name: 'an operation goes after the day that was promised',
    base: { ...base, [document]: withDeletion("      deprecated: true\n      x-sunset: '2025-12-31'\n") },
    change: {
      [document]: edited(
        `    delete:
      operationId: deletePlaylist
      responses:
        '204':
          description: It is gone.
`,
        '',
      ),
    },
    expect: [],
  },
  {
    name: 'an operation is deprecated and says until when it stays',
    base,
    change: { [document]: withDeletion("      deprecated: true\n      x-sunset: '2027-01-31'\n") },
    expect: [],
  },
  {
    name: 'a sunset is no date',
    base,
    change: { [document]: withDeletion('      deprecated: true\n      x-sunset: next spring\n') },
    expect: [{ code: 'contract/sunset-invalid', level: 'error', file: document }],
  },
  {
    name: 'a webhook sends a total that may now be a fraction',
    base: { ...base, 'api/openapi.yaml': webhook('order, total', 'integer') },
    change: { 'api/openapi.yaml': webhook('order, total', 'number') },
    expect: [{ code: 'contract/type-widened', level: 'error', file: 'api/openapi.yaml', at: '                total:' }],
  },
  {
    name: 'a webhook promises to send what it often sent',
    base: { ...base, 'api/openapi.yaml': webhook('order', 'integer') },
    change: { 'api/openapi.yaml': webhook('order, total', 'integer') },
    expect: [],
  },
  {
    name: 'a list of values is written with commas that was repeated before',
    base: {
      ...base,
      [document]: edited(
        '            type: integer\n            maximum: 100\n',
        '            type: array\n            items: { type: integer }\n',
      ),
    },
    change: {
      [document]: edited(
        '            type: integer\n            maximum: 100\n',
        '            type: array\n            items: { type: integer }\n',
      ).replace('          in: query\n', '          in: query\n          explode: false\n'),
    },
    expect: [{ code: 'contract/parameter-style-changed', level: 'error', file: document, at: '- name: limit' }],
  },
  {
    name: 'the style of a single value is written out as it was',
    base,
    change: {
      [document]: edited(
        '          in: query\n',
        '          in: query\n          style: form\n          explode: true\n',
      ),
    },
    expect: [],
  },
  {
    name: 'the default of a parameter changes, which no caller is told',
    base: { ...base, [document]: edited(limit, `${limit}            default: 20\n`) },
    change: { [document]: edited(limit, `${limit}            default: 50\n`) },
    expect: [{ code: 'contract/default-changed', level: 'warning', file: document }],
  },
  {
    name: 'a header of an answer that was always there goes',
    base: {
      ...base,
      [document]: edited(
        description,
        `${description}          headers: { X-Total: { required: true, schema: { type: integer } } }\n`,
      ),
    },
    change: { [document]: base[document] },
    expect: [{ code: 'contract/response-header-removed', level: 'error', file: document }],
  },
  {
    name: 'an answer gets a header',
    base,
    change: {
      [document]: edited(description, `${description}          headers: { X-Total: { schema: { type: integer } } }\n`),
    },
    expect: [],
  },
  {
    name: 'an operation that generated clients call by name gets another one',
    base,
    change: { [document]: edited('operationId: listPlaylists', 'operationId: getPlaylists') },
    expect: [{ code: 'contract/operation-id-changed', level: 'warning', file: document }],
  },
  {
    name: 'an operation without a name gets one',
    base: { ...base, [document]: edited('      operationId: listPlaylists\n', '') },
    change: { [document]: base[document] },
    expect: [],
  },
  {
    name: 'a key stands twice, and which one counts depends on the reader',
    base,
    change: { [document]: edited('  version: 1.4.0\n', '  version: 1.4.0\n  version: 1.4.0\n') },
    expect: [{ code: 'contract/unreadable', level: 'error', file: document }],
  },
  {
    name: 'the same values are written with an anchor and an alias',
    base,
    change: {
      [document]: edited('enum: [public, private]', 'enum: &seen [public, private]').replace(
        '    NewPlaylist:\n',
        '    Seen:\n      type: string\n      enum: *seen\n    NewPlaylist:\n',
      ),
    },
    expect: [],
  },
  {
    name: 'the version prefix moves from the paths to the server',
    base: { ...base, [document]: edited('paths:\n', 'servers: [{ url: https://music.example/v1 }]\npaths:\n') },
    change: {
      [document]: edited('paths:\n', 'servers: [{ url: https://music.example }]\npaths:\n').replaceAll(
        '  /playlists',
        '  /v1/playlists',
      ),
    },
    expect: [],
  },
];
