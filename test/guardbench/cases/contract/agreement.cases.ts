import { createHash } from 'node:crypto';
import type { GuardbenchCase } from '../../guardbench-case.ts';
import { base, baseDocument, document, edited } from './base-document.ts';

const client = 'src/generated/playlists-client.ts';
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
const clientOf = (text: string): string =>
  `// Generated from ${document} (sha256 ${hash(text)}). Do not edit.\nexport const path = '/playlists';\n`;

const noted = edited('description: It is gone.', 'description: It is gone for good.');

const printed = {
  'print.mjs': "import { readFileSync } from 'node:fs';\nprocess.stdout.write(readFileSync('source.json', 'utf8'));\n",
};
const title = (text: string): string =>
  `${JSON.stringify({ openapi: '3.1.0', info: { title: text, version: '1.0.0' }, paths: {} })}\n`;
const configuration = {
  contracts: { openapi: ['api.json'], emitted: [{ document: 'api.json', command: 'node print.mjs' }] },
};

/** Documents, clients and code that agree, and such that do not. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a document changes and the client that names its hash does not',
    base: { ...base, [client]: clientOf(baseDocument) },
    change: { [document]: noted },
    expect: [{ code: 'contract/client-stale', level: 'error', file: client, at: '// Generated from' }],
  },
  {
    name: 'a document and the client that names its hash change together',
    base: { ...base, [client]: clientOf(baseDocument) },
    change: { [document]: noted, [client]: clientOf(noted) },
    expect: [],
  },
  {
    name: 'a document changes beside a client whose hash was never that of its document',
    base: { ...base, [client]: clientOf('made by other rules') },
    change: { [document]: noted },
    expect: [],
  },
  {
    name: 'code changes what it would print as its document, and the committed document stays',
    base: { ...printed, 'source.json': title('Cards'), 'api.json': title('Cards') },
    change: { 'source.json': title('Cards and podcasts') },
    configuration,
    expect: [{ code: 'contract/document-stale', level: 'error', file: 'api.json' }],
  },
  {
    name: 'code and the document that it prints change together, laid out otherwise',
    base: { ...printed, 'source.json': title('Cards'), 'api.json': title('Cards') },
    change: {
      'source.json': title('Cards and podcasts'),
      'api.json': `${JSON.stringify(JSON.parse(title('Cards and podcasts')), null, 2)}\n`,
    },
    configuration,
    expect: [],
  },
  {
    name: 'the command that prints a document no longer runs',
    base: { ...printed, 'source.json': title('Cards'), 'api.json': title('Cards') },
    change: { 'print.mjs': 'throw new Error();\n' },
    configuration,
    expect: [{ code: 'contract/not-emitted', level: 'error', file: 'api.json' }],
  },
];
