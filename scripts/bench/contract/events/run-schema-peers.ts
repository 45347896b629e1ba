import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Asks json-schema-diff and jsoncompat in a process of its own: `node run-schema-peers.ts FOLDER PAIRS OUT`. PAIRS is JSON
 * `[{ base, head }]`; OUT gets `{ [peer]: { milliseconds, breaking: (boolean | null)[] } }`.
 */

type Schema = { readonly [key: string]: unknown };
type Ask = (base: Schema, head: Schema) => Promise<boolean>;

const [folder = '.', pairsFile = '', out = ''] = process.argv.slice(2);
const from = createRequire(join(folder, 'plain', 'package.json'));

const jsonSchemaDiff: Ask = async (sourceSchema, destinationSchema) => {
  const { diffSchemas } = from('json-schema-diff') as {
    diffSchemas: (given: object) => Promise<{ removalsFound: boolean }>;
  };
  return (await diffSchemas({ sourceSchema: asDraft7(sourceSchema), destinationSchema: asDraft7(destinationSchema) }))
    .removalsFound;
};

// It knows draft-07 alone, and these schemas mean the same there.
const asDraft7 = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify({ ...schema, $schema: undefined }).replaceAll('$defs', 'definitions')) as Schema;

const openJsoncompat = async (): Promise<Ask> => {
  const path = from.resolve('jsoncompat');
  const module = (await import(path)) as {
    default?: (wasm: object) => Promise<unknown>;
    check_compat: (base: string, head: string, role: string) => boolean;
  };
  await module.default?.({ module_or_path: await readFile(path.replace(/\.js$/, '_bg.wasm')) });
  return (base, head) =>
    Promise.resolve(!module.check_compat(JSON.stringify(base), JSON.stringify(head), 'deserializer'));
};

const askAll = async (ask: Ask, pairs: readonly { readonly base: Schema; readonly head: Schema }[]) => {
  const start = performance.now();
  const breaking: (boolean | null)[] = [];
  for (const { base, head } of pairs) {
    try {
      breaking.push(await ask(base, head));
    } catch {
      breaking.push(null);
    }
  }
  return { milliseconds: Math.round(performance.now() - start), breaking };
};

const pairs = JSON.parse(await readFile(pairsFile, 'utf8')) as { base: Schema; head: Schema }[];
const answers = {
  'json-schema-diff': await askAll(jsonSchemaDiff, pairs),
  jsoncompat: await askAll(await openJsoncompat(), pairs),
};
await writeFile(out, JSON.stringify(answers));
process.exit(0);
