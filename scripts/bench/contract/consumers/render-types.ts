import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ApiDocument } from './generate-documents.ts';

const run = promisify(execFile);

const script = `
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
const documents = JSON.parse(readFileSync('documents.json', 'utf8'));
const texts = [];
for (const document of documents) texts.push(astToString(await openapiTS(document)));
writeFileSync('texts.json', JSON.stringify(texts));
`;

/** Makes types with the real openapi-typescript, installed without scripts into a temporary folder that is removed. */
export const renderWithOpenapiTypescript = async (documents: readonly ApiDocument[]): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-openapi-typescript-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
    await writeFile(join(folder, 'documents.json'), JSON.stringify(documents));
    await writeFile(join(folder, 'render.mjs'), script);
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', 'openapi-typescript@7', 'typescript@5'];
    await run('npm', install, { cwd: folder });
    await run(process.execPath, ['render.mjs'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    const { readFile } = await import('node:fs/promises');
    return JSON.parse(await readFile(join(folder, 'texts.json'), 'utf8')) as readonly string[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The same shape, rendered without the package: enough for a test that installs nothing. */
export const renderPlainTypes = (documents: readonly ApiDocument[]): Promise<readonly string[]> =>
  Promise.resolve(documents.map(renderPlain));

const renderPlain = ({ paths, components }: ApiDocument): string => {
  const schemas = Object.entries(components?.schemas ?? {}).map(([name, schema]) => `${name}: ${plainType(schema)};`);
  const items = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, { requestBody, responses }]) => {
      const body =
        requestBody === undefined
          ? 'requestBody?: never;'
          : `requestBody: { content: { "application/json": ${plainType(requestBody.content['application/json'].schema)} } };`;
      const answers = Object.entries(responses).map(
        ([status, { content }]) =>
          `${status}: { content: { "application/json": ${plainType(content['application/json'].schema)} } };`,
      );
      return `${method}: { ${body} responses: { ${answers.join(' ')} } };`;
    });
    return `${JSON.stringify(path)}: { ${operations.join(' ')} };`;
  });
  return `export interface paths { ${items.join('\n')} }\nexport interface components { schemas: { ${schemas.join('\n')} } }\n`;
};

type Plain = { readonly [name: string]: unknown };

const plainType = (given: unknown): string => {
  const schema = given as Plain;
  const { $ref, enum: values, type, items, properties, required } = schema;
  if (typeof $ref === 'string') return `components["schemas"][${JSON.stringify($ref.split('/').at(-1))}]`;
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'array') return `${plainType(items)}[]`;
  if (type === 'integer' || type === 'number') return 'number';
  if (type !== 'object') return String(type);
  const needed = new Set(required as readonly string[] | undefined);
  const members = Object.entries((properties ?? {}) as Plain).map(
    ([name, one]) => `${name}${needed.has(name) ? '' : '?'}: ${plainType(one)};`,
  );
  return `{ ${members.join(' ')} }`;
};
