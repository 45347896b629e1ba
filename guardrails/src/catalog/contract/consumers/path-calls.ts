import { createLineIndex } from '../../../source/line-index.ts';
import { parseSource } from '../../../source/parse-source.ts';
import { childNodes, isNode, type SyntaxNode } from '../../../source/walk-syntax.ts';
import type { FactReader } from '../../../tree/facts.ts';

/** A path of HTTP that a text names. */
export type PathCall = {
  /** `{}` stands for what is only known when the program runs: `/users/{}`. Without query, scheme and host. */
  readonly path: string;
  /** In capitals; null where the place does not say. */
  readonly method: string | null;
  /** 1-based. */
  readonly line: number;
};

/** Reads where a file asks for paths of HTTP: calls with a text or template that is a path, and requests of `.http` files. */
export const pathCalls: FactReader<readonly PathCall[]> = {
  id: 'contract/path-calls',
  version: 1,
  read: (text, path) => {
    if (/\.(?:http|rest)$/u.test(path)) return readRequests(text);
    if (!/["'`}/]\/[\w{$]/u.test(text)) return [];
    const parsed = parseSource(text, path);
    if (parsed.status !== 'parsed') return [];
    const lineAt = createLineIndex(text);
    const found: PathCall[] = [];
    const pending: (readonly [SyntaxNode, SyntaxNode | null])[] = [
      [parsed.result.program as unknown as SyntaxNode, null],
    ];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [node, call] = next;
      const path_ = pathOf(node);
      if (path_ !== null && call !== null && !isRoute(call))
        found.push({ path: path_, method: methodOf(call), line: lineAt(node.start) });
      const inner = node.type === 'CallExpression' || node.type === 'NewExpression' ? node : call;
      for (const child of childNodes(node)) pending.push([child, inner]);
    }
    return found.sort((left, right) => left.line - right.line);
  },
};

const readRequests = (text: string): readonly PathCall[] =>
  text.split('\n').flatMap((line, index) => {
    const match = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\S+)/u.exec(line);
    const path = match === null ? null : normalisePath((match[2] ?? '').replace(/\{\{[^}]*\}\}/gu, '{}'));
    return match === null || path === null ? [] : [{ path, method: match[1] ?? null, line: index + 1 }];
  });

const pathOf = (node: SyntaxNode): string | null => {
  if (node.type === 'Literal') {
    const { value } = node;
    return typeof value === 'string' && value.length < 500 ? normalisePath(value) : null;
  }
  if (node.type !== 'TemplateLiteral') return null;
  const quasis =
    (node['quasis'] as readonly { readonly value: { readonly cooked: string | null } }[] | undefined) ?? [];
  return normalisePath(quasis.map(({ value }) => value.cooked ?? '').join('{}'));
};

/** The path of an address, or null for what is none. A leading `{}` is where the server stands. */
const normalisePath = (text: string): string | null => {
  const path = text
    .replace(/^(?:https?:)?\/\/[^/]+(?=\/)/u, '')
    .replace(/^\{\}(?=\/)/u, '')
    .replace(/[?#].*$/u, '');
  return /^\/[\w{.~-]/u.test(path) && !/[\s:*<>]/u.test(path) ? path.replace(/\/$/u, '') : null;
};

const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  ((call['arguments'] as readonly unknown[] | undefined) ?? []).filter(isNode);

/** A server that answers a path is given a function. */
const isRoute = (call: SyntaxNode): boolean =>
  argumentsOf(call).some(
    (one) =>
      /^(?:ArrowFunctionExpression|FunctionExpression)$/u.test(one.type) ||
      (one.type === 'ObjectExpression' && memberNamed(one, 'handler') !== null),
  );

const memberNamed = (object: SyntaxNode, name: string): SyntaxNode | null => {
  const property = childNodes(object).find((one) => {
    const { key } = one;
    return isNode(key) && (key['name'] === name || key['value'] === name);
  });
  return property !== undefined && isNode(property['value']) ? property['value'] : null;
};

const methods = /^(?:get|post|put|patch|delete|del|head|options)$/iu;

const methodOf = (call: SyntaxNode): string | null => {
  for (const one of argumentsOf(call)) {
    const method = one.type === 'ObjectExpression' ? memberNamed(one, 'method')?.['value'] : undefined;
    if (typeof method === 'string') return method.toUpperCase();
  }
  const { callee } = call;
  if (!isNode(callee)) return null;
  const property = isNode(callee['property']) ? callee['property']['name'] : undefined;
  if (typeof property === 'string' && methods.test(property)) return property.toUpperCase().replace(/^DEL$/u, 'DELETE');
  const own = callee['name'];
  if (typeof own === 'string' && methods.test(own)) return own.toUpperCase().replace(/^DEL$/u, 'DELETE');
  return own === 'fetch' ? 'GET' : null;
};
