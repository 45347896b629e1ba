import { createLineIndex } from '../../../source/line-index.ts';
import type { ImportGraph } from '../../../source/import-graph.ts';
import { importersOf } from '../../../source/importers-of.ts';
import { parseSource } from '../../../source/parse-source.ts';
import { isModulePath } from '../../../source/source-paths.ts';
import { isNode, walkSyntax, type SyntaxNode } from '../../../source/walk-syntax.ts';
import type { Facts } from '../../../tree/facts.ts';
import type { Tree } from '../../../tree/tree.ts';
import type { FoundBy, OpenApiSite } from './break-site.ts';
import { matchesTemplate } from './matches-template.ts';
import { pathCalls, type PathCall } from './path-calls.ts';

/** A place that relies on something, and how it was found. */
export type CallerPlace = { readonly file: string; readonly line: number; readonly how: FoundBy };

/** What callers are looked for in. */
export type CallerSearch = {
  readonly facts: Facts;
  readonly head: Tree;
  readonly graph: ImportGraph;
  readonly site: OpenApiSite;
  /** Paths of generated clients; they are no consumers. */
  readonly clients: readonly string[];
};

/**
 * Finds who calls an operation without types that tell: calls by its operationId in files that reach a client, and requests whose path
 * and method are the operation's. Of a property only files that name it count, at the lines where they do.
 */
export const findCallers = async (search: CallerSearch): Promise<readonly CallerPlace[]> => {
  const { graph, clients, site } = search;
  const own = new Set(clients);
  const reaching = new Set([...importersOf(graph, clients)].filter((path) => !own.has(path)));
  const called = site.isWhole ? await callsById(search, [...reaching].filter(isModulePath)) : [];
  const asked = (await requestsByPath(search)).filter(({ file }) => !own.has(file));
  const places = await Promise.all(asked.map((place) => placesOf(search, place, reaching.has(place.file))));
  return [...called, ...places.flat()];
};

const callsById = async ({ head, site }: CallerSearch, files: readonly string[]): Promise<readonly CallerPlace[]> => {
  const names = new Set(site.operations.flatMap(({ operationId }) => (operationId === null ? [] : [operationId])));
  if (names.size === 0) return [];
  const found = await Promise.all(
    files.map(async (file) => {
      const text = (await head.readText(file)) ?? '';
      return [...names].some((name) => text.includes(name)) ? callsIn(file, text, names) : [];
    }),
  );
  return found.flat();
};

const callsIn = (file: string, text: string, names: ReadonlySet<string>): readonly CallerPlace[] => {
  const parsed = parseSource(text, file);
  if (parsed.status !== 'parsed') return [];
  const lineAt = createLineIndex(text);
  const places: CallerPlace[] = [];
  walkSyntax(parsed.result.program as unknown as SyntaxNode, (node) => {
    if (node.type !== 'CallExpression' || !isNode(node['callee'])) return undefined;
    const { callee } = node;
    const target = isNode(callee['property']) ? callee['property'] : callee;
    if (names.has(String(target['name']))) places.push({ file, line: lineAt(target.start), how: 'client' });
    return undefined;
  });
  return places;
};

type Asked = PathCall & { readonly file: string };

const requestsByPath = async ({ facts, head, site }: CallerSearch): Promise<readonly Asked[]> => {
  const paths = (await head.list()).map(({ path }) => path);
  const wanted = paths.filter((path) => isModulePath(path) || /\.(?:http|rest)$/u.test(path));
  const found = await facts(pathCalls, head, wanted);
  const isOne = ({ path, method }: PathCall): boolean =>
    site.operations.some(
      (operation) => (method === null || method === operation.method) && matchesTemplate(path, operation.path),
    );
  return [...found].flatMap(([file, calls]) => calls.filter(isOne).map((call) => ({ ...call, file })));
};

/** Where a file that asks for the operation names the property; the request itself for what is whole. */
const placesOf = async (
  { head, site }: CallerSearch,
  { file, line }: Asked,
  isReaching: boolean,
): Promise<readonly CallerPlace[]> => {
  // Types tell what a file does with a property that it gets from a client.
  if (!site.isWhole && isReaching) return [];
  if (site.isWhole || site.property === null) return [{ file, line, how: isReaching ? 'client' : 'path' }];
  const lines = ((await head.readText(file)) ?? '').split('\n');
  const isNamed = createNamed(site.property);
  const named = lines.flatMap((text, index) =>
    isNamed(text) ? [{ file, line: index + 1, how: 'path' as const }] : [],
  );
  if (named.length > 0) return named.slice(0, 20);
  return site.change === 'required' ? [{ file, line, how: 'path' }] : [];
};

const createNamed = (property: string): ((text: string) => boolean) => {
  const name = property.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const pattern = new RegExp(`[.?]${name}\\b|['"]${name}['"]|[{,]\\s*${name}\\s*[,}:]`, 'u');
  return (text) => pattern.test(text);
};
