import { globalReferences, memberName, type GlobalReference } from '../../source/global-references.ts';
import { createLineIndex } from '../../source/line-index.ts';
import { moduleFacts } from '../../source/module-facts.ts';
import { parseSource } from '../../source/parse-source.ts';
import { isNode, type SyntaxNode } from '../../source/walk-syntax.ts';

/** Something impure that a file names: `node:fs`, `process`, `Date.now`, and its 1-based line. */
export type ImpureName = { readonly name: string; readonly line: number };

/** Modules of Node that compute from their input alone. */
const pureBuiltins = new Set(
  'assert assert/strict buffer events path path/posix path/win32 punycode querystring string_decoder url util util/types'.split(
    ' ',
  ),
);

/** Globals that look or act outside, or answer differently each time. */
const impureGlobals = new Set(
  'process console fetch XMLHttpRequest WebSocket EventSource Worker setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask requestAnimationFrame requestIdleCallback performance localStorage sessionStorage indexedDB document window navigator location history alert confirm prompt require Deno Bun'.split(
    ' ',
  ),
);

/** Globals that are pure but for some members. */
const impureMembers: { readonly [global: string]: ReadonlySet<string> } = {
  Date: new Set(['now']),
  Math: new Set(['random']),
  crypto: new Set(['randomUUID', 'getRandomValues', 'generateKey']),
  Temporal: new Set(['Now']),
};

/**
 * What a file names that makes the same input give another answer: modules that reach the disk, the network or other processes,
 * the clock, chance, the environment, timers and the console. What a variable or import of the file hides is none of them, and
 * neither is an import of types. Empty for what does not parse. Pure.
 */
export const impureNames = (text: string, path: string): readonly ImpureName[] => {
  const imported = moduleFacts
    .read(text, path)
    .imports.filter(({ isTypeOnly }) => !isTypeOnly)
    .flatMap(({ specifier, line }) => (isImpureModule(specifier) ? [{ name: specifier, line }] : []));
  const parsed = parseSource(text, path);
  if (parsed.status !== 'parsed') return imported;
  const lineAt = createLineIndex(text);
  const named = globalReferences(parsed.result.program as unknown as SyntaxNode).flatMap((reference) => {
    const name = impureGlobal(reference);
    return name === null ? [] : [{ name, line: lineAt(reference.node.start) }];
  });
  return [...imported, ...named].sort((left, right) => left.line - right.line);
};

const builtins =
  /^(?:fs|fs\/promises|child_process|cluster|crypto|dgram|diagnostics_channel|dns|dns\/promises|http|http2|https|inspector|net|os|perf_hooks|process|readline|readline\/promises|repl|sea|sqlite|stream|stream\/promises|test|timers|timers\/promises|tls|tty|v8|vm|wasi|worker_threads|zlib|async_hooks|module|console)$/u;

const isImpureModule = (specifier: string): boolean => {
  const bare = specifier.replace(/^(?:node|bun):/u, '');
  if (pureBuiltins.has(bare)) return false;
  return builtins.test(bare) || bare !== specifier;
};

const impureGlobal = ({ name, node, parent }: GlobalReference): string | null => {
  if (isGlobalObject(name)) {
    const member = parent['object'] === node ? memberName(parent) : null;
    return member !== null && impureGlobals.has(member) ? member : null;
  }
  // `typeof process` looks whether it is there, and that is no answer that changes.
  if (impureGlobals.has(name))
    return parent.type === 'UnaryExpression' && parent['operator'] === 'typeof' ? null : name;
  const members = impureMembers[name];
  if (members === undefined) return null;
  const member = parent['object'] === node ? memberName(parent) : null;
  if (member !== null) return members.has(member) ? `${name}.${member}` : null;
  if (name === 'Date') return readsClock(node, parent);
  return (
    destructured(node, parent)
      .filter((key) => members.has(key))
      .map((key) => `${name}.${key}`)[0] ?? null
  );
};

const isGlobalObject = (name: string): boolean => ['globalThis', 'global', 'self'].includes(name);

/** `new Date()` and `Date()` read the clock; `new Date(0)` does not. */
const readsClock = (node: SyntaxNode, parent: SyntaxNode): string | null => {
  if (parent['callee'] === node && parent.type === 'CallExpression') return 'Date()';
  if (parent['callee'] === node && parent.type === 'NewExpression') {
    const given = parent['arguments'];
    return Array.isArray(given) && given.length === 0 ? 'new Date()' : null;
  }
  return destructured(node, parent).includes('now') ? 'Date.now' : null;
};

/** The keys of `const { now } = Date`. */
const destructured = (node: SyntaxNode, parent: SyntaxNode): readonly string[] => {
  const pattern = parent['id'];
  if (parent.type !== 'VariableDeclarator' || parent['init'] !== node || !isNode(pattern)) return [];
  const properties = pattern['properties'];
  if (!Array.isArray(properties)) return [];
  return (properties as readonly unknown[]).flatMap((item) => {
    const key = isNode(item) ? item['key'] : null;
    return isNode(key) && typeof key['name'] === 'string' ? [key['name']] : [];
  });
};
