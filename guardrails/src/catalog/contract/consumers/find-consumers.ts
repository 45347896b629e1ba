import type { CollectContext } from '../../../guardrail.ts';
import { scriptPath } from '../../../sandbox/script-path.ts';
import { importersOf } from '../../../source/importers-of.ts';
import { readImportGraph } from '../../../source/read-import-graph.ts';
import type { ImportGraph } from '../../../source/import-graph.ts';
import { isModulePath } from '../../../source/source-paths.ts';
import type { Tree } from '../../../tree/tree.ts';
import type { BreakSite, Consumer, OpenApiSite, TypeScriptSite } from './break-site.ts';
import { clientFiles } from './client-files.ts';
import { editClient } from './client-edits.ts';
import type { ConsumerAnswer, ConsumerRequest, RefusedPlace, TextOverlay } from './consumer-request.ts';
import { findCallers, type CallerPlace } from './find-callers.ts';
import { readOwners } from './read-owners.ts';

/** What is looked at to find who relies on what broke. */
export type ConsumerSearch = Pick<CollectContext, 'base' | 'head' | 'change' | 'facts' | 'run' | 'signal'> & {
  readonly breaks: readonly BreakSite[];
};

/** Who relies on each break, in the order of the breaks, and why that may not be all. */
export type FoundConsumers = {
  readonly consumers: readonly (readonly Consumer[])[];
  readonly incomplete: string | null;
};

/** Breaks beyond these are looked for by calls and paths alone: the compiler is asked once for each. */
const mostCompiled = 24;
const mostFiles = 400;
const mostConsumers = 50;
const megabyte = 1024 * 1024;
const timeoutSeconds = 120;

/**
 * Finds who in the repository relies on what broke, in the code as it stands at head: what the compiler would refuse if clients were
 * generated again (or, for a package, what it refuses now), calls of an operation that is gone, and requests by path.
 */
export const findConsumers = async (search: ConsumerSearch): Promise<FoundConsumers> => {
  const { breaks, facts, head, base } = search;
  if (breaks.length === 0) return { consumers: [], incomplete: null };
  const graph = await readImportGraph(facts, head);
  const clients = await clientFiles(facts, base, graph);
  const owners = await readOwners(base);
  const openapi = await typedOpenApi(search, { graph, clients });
  const typescript = await typedPackages(search, graph);
  const consumers = await Promise.all(
    breaks.map(async (site, index) => {
      const typed =
        site.contract === 'openapi' ? (openapi.places.get(index) ?? []) : (typescript.places.get(index) ?? []);
      const called: readonly CallerPlace[] =
        site.contract === 'openapi' ? await findCallers({ facts, head, graph, site, clients }) : [];
      return listed(typed, called).map(({ file, line, how }) => ({ file, line, how, owner: owners(file) }));
    }),
  );
  return { consumers, incomplete: openapi.problem ?? typescript.problem };
};

const listed = (typed: readonly RefusedPlace[], called: readonly CallerPlace[]): readonly CallerPlace[] => {
  const places = new Map<string, CallerPlace>();
  const add = (place: CallerPlace): void => {
    const key = `${place.file}:${String(place.line)}`;
    if (!places.has(key)) places.set(key, place);
  };
  const isTyped = new Set(typed.map(({ file }) => file));
  for (const { file, line } of typed) add({ file, line, how: 'type' });
  // Where the compiler answered for a file, a mention of the path in it says less.
  for (const place of called) if (place.how === 'client' || !isTyped.has(place.file)) add(place);
  return [...places.values()].slice(0, mostConsumers);
};

type Typed = { readonly places: ReadonlyMap<number, readonly RefusedPlace[]>; readonly problem: string | null };
type Clients = { readonly graph: ImportGraph; readonly clients: readonly string[] };

const typedOpenApi = async (search: ConsumerSearch, { graph, clients }: Clients): Promise<Typed> => {
  const before: { [path: string]: string } = {};
  const after: { readonly index: number; readonly texts: TextOverlay }[] = [];
  for (const path of clients) before[path] = (await search.base.readText(path)) ?? '';
  for (const [index, site] of search.breaks.entries()) {
    if (site.contract !== 'openapi' || after.length >= mostCompiled) continue;
    const texts = editedClients(before, site);
    if (Object.keys(texts).length > 0) after.push({ index, texts });
  }
  const edited = new Set(after.flatMap(({ texts }) => Object.keys(texts)));
  const files = usersOf(graph, [...edited]);
  if (after.length === 0 || files.length === 0) return { places: new Map(), problem: null };
  const answer = await compile(search, {
    files,
    before: pick(before, edited),
    after: after.map(({ texts }) => ({ texts, files: usersOf(graph, Object.keys(texts)) })),
  });
  if ('problem' in answer) return { places: new Map(), problem: answer.problem };
  return { places: new Map(after.map(({ index }, at) => [index, answer.refused[at] ?? []])), problem: null };
};

const pick = (texts: TextOverlay, paths: ReadonlySet<string>): TextOverlay =>
  Object.fromEntries(Object.entries(texts).filter(([path]) => paths.has(path)));

const editedClients = (texts: { readonly [path: string]: string }, site: OpenApiSite): TextOverlay =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) => {
      if (!isMadeFrom(text, site)) return [];
      const edited = editClient(path, text, site);
      return edited === null ? [] : [[path, edited]];
    }),
  );

/** A client whose header names another document, or that lacks most of its paths, was not made from this one. */
const isMadeFrom = (text: string, { document, paths }: OpenApiSite): boolean => {
  const known = paths.filter((path) => text.includes(path)).length;
  if (/^export (?:interface|type) paths\b/mu.test(text) && known < paths.length * 0.6) return false;
  const named = /generated from (\S+\.(?:json|ya?ml))/iu.exec(text.slice(0, 1000))?.[1];
  return named === undefined || named === document || document.endsWith(`/${named.replace(/^(?:\.{1,2}\/)+/u, '')}`);
};

const usersOf = (graph: ImportGraph, clients: readonly string[]): readonly string[] => {
  const own = new Set(clients);
  return [...importersOf(graph, clients)]
    .filter((path) => !own.has(path) && isModulePath(path))
    .sort()
    .slice(0, mostFiles);
};

const typedPackages = async (search: ConsumerSearch, graph: ImportGraph): Promise<Typed> => {
  const sites = search.breaks.flatMap((site, index) => (site.contract === 'typescript' ? [{ site, index }] : []));
  const entries = [...new Set(sites.map(({ site }) => site.entry))].flatMap((entry) => {
    const target = graph.resolve('consumer.ts', entry);
    return target.kind === 'file' ? [target.path] : [];
  });
  const folders = entries.map((path) => packageFolder(graph, path));
  const files = usersOf(graph, entries).filter((path) => !folders.some((folder) => path.startsWith(folder)));
  if (files.length === 0) return { places: new Map(), problem: null };
  const changed = search.change.files.flatMap(({ path, basePath }) => [path, basePath ?? path]);
  const inside = changed.filter((path) => folders.some((folder) => path.startsWith(folder)));
  const textsOf = async (tree: Tree): Promise<TextOverlay> =>
    Object.fromEntries(await Promise.all(inside.map(async (path) => [path, await tree.readText(path)] as const)));
  const answer = await compile(search, {
    ...{ files, before: await textsOf(search.base), after: [{ texts: await textsOf(search.head), files }] },
  });
  if ('problem' in answer) return { places: new Map(), problem: answer.problem };
  const refused = answer.refused[0] ?? [];
  const lines = await linesOf(search.head, refused);
  return {
    places: new Map(sites.map(({ site, index }) => [index, refused.filter((place) => isAbout(place, site, lines))])),
    problem: null,
  };
};

const packageFolder = (graph: ImportGraph, path: string): string => {
  let folder = path.slice(0, path.lastIndexOf('/') + 1);
  while (folder !== '' && !graph.paths.has(`${folder}package.json`))
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  return folder;
};

const linesOf = async (head: Tree, places: readonly RefusedPlace[]): Promise<ReadonlyMap<string, readonly string[]>> =>
  new Map(
    await Promise.all(
      [...new Set(places.map(({ file }) => file))].map(
        async (file) => [file, ((await head.readText(file)) ?? '').split('\n')] as const,
      ),
    ),
  );

/** Whether a refused place is about this break: its line or the compiler's words name what was altered. */
const isAbout = (
  { file, line, message }: RefusedPlace,
  { symbols, subject }: TypeScriptSite,
  lines: ReadonlyMap<string, readonly string[]>,
): boolean => {
  const text = `${lines.get(file)?.[line - 1] ?? ''}\n${message}`;
  const names = [subject, ...symbols].map((name) => name.split('.').at(-1) ?? name);
  return names.some((name) => name !== '' && text.includes(name));
};

const compile = async (search: ConsumerSearch, request: Omit<ConsumerRequest, 'root'>): Promise<ConsumerAnswer> => {
  const { dir, readOnly } = await search.head.checkout();
  const result = await search.run({
    argv: [process.execPath, '--max-old-space-size=1700', scriptPath(import.meta.url, './run-compile-consumers')],
    cwd: dir,
    readOnly: [dir, ...readOnly],
    stdin: JSON.stringify({ root: dir, ...request } satisfies ConsumerRequest),
    timeoutMs: timeoutSeconds * 1000,
    maxOutputBytes: 16 * megabyte,
    maxMemoryBytes: 2_000 * megabyte,
    signal: search.signal,
  });
  return (
    parseConsumerAnswer(result.stdout) ?? {
      problem: 'the compiler gave no answer, so consumers were looked for by calls and paths alone',
    }
  );
};

/** The last line of the script's output; null when that is no answer. Pure. */
export const parseConsumerAnswer = (stdout: string): ConsumerAnswer | null => {
  try {
    const answer = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
    if (typeof answer !== 'object' || answer === null) return null;
    return 'refused' in answer || 'problem' in answer ? (answer as ConsumerAnswer) : null;
  } catch {
    // Whatever it is, it is no answer.
    return null;
  }
};
