import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { importTarget, type ImportTarget } from './import-target.ts';
import { calleeName, namePath } from './syntax.ts';

/** Something that the garbage collector does not give back in time, and how its holder gives it back. */
export type NativeHandle = {
  /** What it is, as a message names it. */
  readonly what: string;
  /** Methods of the handle that give it back. */
  readonly methods: readonly string[];
  /** Functions that take the handle and give it back: `closeSync(fd)`, `pool.release(client)`. */
  readonly functions: readonly string[];
  /** Whether it is there only once the call was awaited. */
  readonly isAwaited?: true;
};

const file: NativeHandle = { what: 'open file', methods: ['close'], functions: [] };
const descriptor: NativeHandle = {
  what: 'file descriptor',
  methods: [],
  functions: ['closeSync', 'close', 'createReadStream', 'createWriteStream'],
};
const session: NativeHandle = { what: 'model session', methods: ['release'], functions: [] };
const tensor: NativeHandle = { what: 'tensor', methods: ['dispose'], functions: ['dispose', 'keep'] };
const pooled: NativeHandle = {
  what: 'connection of a pool',
  methods: ['release', 'destroy', 'end', 'close'],
  functions: ['release', 'destroy', 'releaseConnection'],
};
const connection: NativeHandle = {
  what: 'connection',
  methods: ['end', 'close', 'quit', 'disconnect', 'destroy'],
  functions: [],
};

type Maker = { readonly module: RegExp; readonly path: RegExp; readonly handle: NativeHandle };

const makers: readonly Maker[] = [
  { module: /^fs\/promises$/u, path: /^open$/u, handle: file },
  { module: /^fs$/u, path: /^promises\.open$/u, handle: file },
  { module: /^fs$/u, path: /^openSync$/u, handle: descriptor },
  { module: /^onnxruntime-(?:node|web|common)$/u, path: /^InferenceSession\.create$/u, handle: session },
  {
    module: /^@tensorflow\/tfjs/u,
    path: /^(?:tensor|tensor[1-6]d|zeros|ones|scalar|browser\.fromPixels)$/u,
    handle: tensor,
  },
  { module: /^(?:pg|postgres)$/u, path: /^Client$/u, handle: connection },
  { module: /^mysql2?(?:\/promise)?$/u, path: /^createConnection$/u, handle: connection },
  { module: /^(?:redis|@redis\/client)$/u, path: /^createClient$/u, handle: connection },
  { module: /^ioredis$/u, path: /^(?:Redis|Cluster)?$/u, handle: connection },
  { module: /^mongodb$/u, path: /^MongoClient(?:\.connect)?$/u, handle: connection },
];

/** The handle that a call or `new` makes; undefined for any other. */
export const madeHandle = (
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  scope: TSESLint.Scope.Scope,
): NativeHandle | undefined => {
  const target = importTarget(node.callee, scope);
  const imported =
    target === undefined ? undefined : importedHandle(target, node.type === AST_NODE_TYPES.NewExpression);
  if (imported !== undefined) return imported;
  return node.type === AST_NODE_TYPES.CallExpression ? takenFromPool(node) : undefined;
};

const importedHandle = ({ module, path }: ImportTarget, isNew: boolean): NativeHandle | undefined => {
  const name = path.join('.');
  const maker = makers.find((it) => it.module.test(module) && it.path.test(name));
  // `Redis` without `new` is a namespace or a type.
  return maker !== undefined && (isNew || !/^(?:Client|Redis|Cluster|MongoClient)?$/u.test(name))
    ? maker.handle
    : undefined;
};

/** `pool.connect()` (pg), `pool.getConnection()` (mysql2), `dataSource.createQueryRunner()` (TypeORM), `pool.acquire()`. */
const takenFromPool = (node: TSESTree.CallExpression): NativeHandle | undefined => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const owner = namePath(node.callee.object).at(-1) ?? '';
  const method = calleeName(node);
  if (method === 'createQueryRunner') return pooled;
  if (!/pool$/iu.test(owner)) return undefined;
  const isTaken =
    method === 'getConnection' || method === 'acquire' || (method === 'connect' && node.arguments.length === 0);
  return isTaken ? { ...pooled, isAwaited: true } : undefined;
};
