import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import ts from 'typescript';
import { compileConsumers } from '../../../../guardrails/src/catalog/contract/consumers/compile-consumers.ts';
import { findConsumers } from '../../../../guardrails/src/catalog/contract/consumers/find-consumers.ts';
import { openApiSite } from '../../../../guardrails/src/catalog/contract/consumers/openapi-site.ts';
import { compareDocuments } from '../../../../guardrails/src/catalog/contract/openapi/compare-documents.ts';
import { buildChange, buildTree } from '../../../../guardrails/src/source/memory-tree.builder.ts';
import { createFacts } from '../../../../guardrails/src/tree/facts.ts';
import type { SandboxCommand, SandboxResult } from '../../../../guardrails/src/sandbox/sandbox.ts';
import type { Tree } from '../../../../guardrails/src/tree/tree.ts';
import { renderClient } from '../../../../services/chassis/src/client/render-client.ts';
import { generateBreaks, type GeneratedBreak } from './generate-breaks.ts';
import { generateServices, type ApiDocument, type Service } from './generate-documents.ts';
import { clientPath, generateUsers, type Files } from './generate-users.ts';
import { createRandom } from './random.ts';

/** Makes openapi-typescript's types of documents, in their order. */
export type RenderTypes = (documents: readonly ApiDocument[]) => Promise<readonly string[]>;

/** How much is measured, and with what. */
export type ConsumerMeasurement = {
  readonly seed: number;
  readonly breaks: number;
  readonly services: number;
  readonly renderTypes: RenderTypes;
  /** Absolute folder whose node_modules the generated repository uses. */
  readonly root: string;
};

/** What was found of one break, against what the compiler refuses once the client is generated again. */
export type MeasuredBreak = {
  readonly name: string;
  /** `file:line` of what the compiler refuses. */
  readonly truth: readonly string[];
  readonly found: readonly string[];
};

/** Measures each break of a generated repository. Its folder is gone afterwards. */
export const measureConsumers = async (wanted: ConsumerMeasurement): Promise<readonly MeasuredBreak[]> => {
  const random = createRandom(wanted.seed);
  const services = generateServices(random, wanted.services);
  const users = generateUsers(random, services);
  const breaks = generateBreaks(random, services, wanted.breaks);
  const typed = services.filter(({ generator }) => generator === 'openapi-typescript');
  const typesOf = await typeRenderer(wanted.renderTypes, [
    ...typed.map(({ document }) => document),
    ...breaks.filter(({ service }) => service.generator === 'openapi-typescript').map(({ head }) => head),
  ]);
  const render = (service: Service, document: ApiDocument): string =>
    service.generator === 'ours' ? renderClient(document, documentPath(service)) : (typesOf.get(document) ?? '');
  const files = { ...configuration, ...users, ...clientsOf(services, render) };
  const folder = await mkdtemp(join(tmpdir(), 'interlock-consumers-'));
  try {
    await writeAll(folder, files);
    await symlink(join(wanted.root, 'node_modules'), join(folder, 'node_modules'));
    const truth = truthOf(folder, { breaks, users, render });
    const found: (readonly string[])[] = [];
    for (let start = 0; start < breaks.length; start += batch)
      found.push(...(await ours(folder, files, breaks.slice(start, start + batch))));
    return breaks.map(({ name }, index) => ({ name, truth: truth[index] ?? [], found: found[index] ?? [] }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const batch = 8;

const configuration: Files = {
  'package.json': '{ "name": "generated", "private": true, "type": "module" }\n',
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2023", "allowImportingTsExtensions": true, "noEmit": true } }\n',
};

const documentPath = ({ name }: Service): string => `services/${name}/openapi.json`;

const typeRenderer = async (
  renderTypes: RenderTypes,
  documents: readonly ApiDocument[],
): Promise<ReadonlyMap<ApiDocument, string>> => {
  const texts = await renderTypes(documents);
  return new Map(documents.map((document, index) => [document, texts[index] ?? '']));
};

type Render = (service: Service, document: ApiDocument) => string;

const clientsOf = (services: readonly Service[], render: Render): Files =>
  Object.fromEntries(
    services.flatMap((service) => [
      [clientPath(service), render(service, service.document)],
      [documentPath(service), JSON.stringify(service.document, null, 2)],
    ]),
  );

const writeAll = async (folder: string, files: Files): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
};

type Generated = { readonly breaks: readonly GeneratedBreak[]; readonly users: Files; readonly render: Render };

const truthOf = (folder: string, { breaks, users, render }: Generated): readonly (readonly string[])[] => {
  const files = Object.keys(users).filter((path) => !path.endsWith('/call.ts'));
  const after = breaks.map(({ service, head }) => ({
    texts: { [clientPath(service)]: render(service, head) },
    // Code of one service uses its client alone.
    files: files.filter((path) => path.startsWith(`src/${service.name}/`)),
  }));
  const refused = compileConsumers(ts, { root: folder, files, before: {}, after });
  return refused.map((places) => [...new Set(places.map(({ file, line }) => `${file}:${String(line)}`))].sort());
};

const ours = async (
  folder: string,
  files: Files,
  breaks: readonly GeneratedBreak[],
): Promise<readonly (readonly string[])[]> => {
  const sites = breaks.flatMap(({ service, head }, index) => {
    const path = documentPath(service);
    const comparison = compareDocuments({ path, base: files[path] ?? '', head: JSON.stringify(head) });
    const differences = comparison.state === 'compared' ? comparison.differences : [];
    return differences
      .filter(({ impact }) => impact === 'certain' || impact === 'possible')
      .map((difference) => ({ index, site: openApiSite(difference, { path, base: service.document, head }) }));
  });
  const tree: Tree = { ...buildTree(files), checkout: () => Promise.resolve({ dir: folder, readOnly: [] }) };
  const { consumers } = await findConsumers({
    ...{ base: tree, head: tree, change: buildChange(files, files), facts: createFacts(), run },
    ...{ signal: new AbortController().signal, breaks: sites.map(({ site }) => site) },
  });
  return breaks.map((_, index) => {
    const places = sites.flatMap((one, at) => (one.index === index ? (consumers[at] ?? []) : []));
    return [...new Set(places.map(({ file, line }) => `${file}:${String(line)}`))]
      .filter((place) => !place.includes('/call.ts:'))
      .sort();
  });
};

/** Without walls: what is compiled here was generated here. */
const run = async ({ argv, cwd, stdin }: SandboxCommand): Promise<SandboxResult> => {
  const [command, ...rest] = argv;
  const child = spawn(command, rest, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(stdin ?? '');
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  return { exitCode: await ended, stdout, stderr, truncated: false, stopped: null, durationMs: 0 };
};
