import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

/**
 * Runs the comparers that npm has, in a process of its own: `node run-peers.ts FOLDER PAIRS OUT`. FOLDER holds their
 * node_modules; PAIRS is JSON `[{ base, head }]`, texts of documents; OUT gets `{ [peer]: PeerAnswers }`.
 */

/** What a peer said of each pair: breaking, not breaking, or null where it failed; and its milliseconds in all. */
export type PeerAnswers = {
  readonly version: string;
  readonly milliseconds: number;
  readonly breaking: readonly (boolean | null)[];
};

type Pair = { readonly base: string; readonly head: string };
type Document = { readonly [key: string]: unknown };
type Peer = {
  readonly name: string;
  readonly place: 'plain' | 'optic';
  readonly ask: (base: Document, head: Document) => Promise<boolean>;
};

const [folder = '.', pairsFile = '', out = ''] = process.argv.slice(2);

const loadFrom = (place: Peer['place'], name: string): unknown =>
  createRequire(join(folder, place, 'package.json'))(name);

type OpenapiDiff = { readonly diffSpecs: (given: object) => Promise<{ readonly breakingDifferencesFound: boolean }> };

const openapiDiff = (): Peer => {
  const { diffSpecs } = loadFrom('plain', 'openapi-diff') as OpenapiDiff;
  const spec = (document: Document, location: string) => ({
    content: JSON.stringify(document),
    location,
    format: 'openapi3',
  });
  const ask: Peer['ask'] = async (base, head) => {
    const sides = { sourceSpec: spec(base, 'base.json'), destinationSpec: spec(head, 'head.json') };
    return (await diffSpecs(sides)).breakingDifferencesFound;
  };
  return { name: 'openapi-diff', place: 'plain', ask };
};

type ApiSmartDiff = { readonly apiCompare: (base: object, head: object) => { readonly diffs: { type: string }[] } };

const apiSmartDiff = (): Peer => {
  const { apiCompare } = loadFrom('plain', 'api-smart-diff') as ApiSmartDiff;
  const ask: Peer['ask'] = (base, head) =>
    Promise.resolve(apiCompare(base, head).diffs.some(({ type }) => type === 'breaking'));
  return { name: 'api-smart-diff', place: 'plain', ask };
};

type OpticFile = { readonly jsonLike: unknown; readonly sourcemap: unknown };
type Optic = {
  readonly parseOpenAPIWithSourcemap: (path: string) => Promise<OpticFile>;
  readonly RuleRunner: new (rules: object[]) => object;
  readonly BreakingChangesRuleset: new () => object;
  readonly compareSpecs: (
    ...given: [base: OpticFile, head: OpticFile, runner: object, context: object]
  ) => Promise<{ readonly results: { passed: boolean }[] }>;
};

const optic = (): Peer => {
  const names = ['openapi-io', 'rulesets-base', 'standard-rulesets/build/breaking-changes', 'openapi-utilities'];
  const modules = names.map((name) => loadFrom('optic', `@useoptic/${name}`) as object);
  const { parseOpenAPIWithSourcemap, RuleRunner, BreakingChangesRuleset, compareSpecs } = Object.assign(
    {},
    ...modules,
  ) as Optic;
  const parse = async (document: Document, name: string): Promise<OpticFile> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(document));
    return parseOpenAPIWithSourcemap(path);
  };
  const ask: Peer['ask'] = async (base, head) => {
    const files = [await parse(base, 'optic-base.json'), await parse(head, 'optic-head.json')] as const;
    const { results } = await compareSpecs(...files, new RuleRunner([new BreakingChangesRuleset()]), {});
    return results.some(({ passed }) => !passed);
  };
  return { name: '@useoptic/optic', place: 'optic', ask };
};

type Compared = { readonly deletedRoutes?: readonly unknown[]; readonly changedRoutes?: readonly unknown[] };

const openapiSchemaDiff = (): Peer => {
  const compare = loadFrom('plain', 'openapi-schema-diff') as (base: object, head: object) => Compared;
  const ask: Peer['ask'] = (base, head) => {
    const { deletedRoutes = [], changedRoutes = [] } = compare(base, head);
    return Promise.resolve(deletedRoutes.length + changedRoutes.length > 0);
  };
  return { name: 'openapi-schema-diff', place: 'plain', ask };
};

const askAll = async (
  { ask, name, place }: Peer,
  pairs: readonly (readonly [Document, Document])[],
): Promise<PeerAnswers> => {
  const manifest = await readFile(join(folder, place, 'node_modules', name, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const start = performance.now();
  const breaking: (boolean | null)[] = [];
  for (const [base, head] of pairs) {
    try {
      breaking.push(await ask(structuredClone(base), structuredClone(head)));
    } catch {
      breaking.push(null);
    }
  }
  return { version, milliseconds: Math.round(performance.now() - start), breaking };
};

const read = (text: string): Document => load(text, { schema: CORE_SCHEMA }) as Document;
const pairs = (JSON.parse(await readFile(pairsFile, 'utf8')) as Pair[]).map(
  ({ base, head }) => [read(base), read(head)] as const,
);
const answers: { [peer: string]: PeerAnswers } = {};
for (const create of [openapiDiff, apiSmartDiff, optic, openapiSchemaDiff]) {
  const peer = create();
  answers[peer.name] = await askAll(peer, pairs);
}
await writeFile(out, JSON.stringify(answers));
process.exit(0);
