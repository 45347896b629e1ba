import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '../configuration/read-configuration.ts';
import { runMain } from '../service/run-main.ts';
import { renderClient, type OpenApiDocument } from './render-client.ts';

await runMain(() => {
  const [source, target] = process.argv.slice(2);
  if (source === undefined || target === undefined)
    throw new ConfigurationError('generate-client needs two paths: the openapi.json to read and the client to write.');
  const root = resolve(import.meta.dirname, '../../../..');
  const document = JSON.parse(readFileSync(resolve(root, source), 'utf8')) as OpenApiDocument;
  const path = resolve(root, target);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, renderClient(document, source));
  return Promise.resolve();
});
