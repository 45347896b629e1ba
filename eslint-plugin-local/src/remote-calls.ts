import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { outboundCallSites } from './outbound-call-sites.ts';
import { namePath } from './syntax.ts';

/** What a call of another machine does there; `call` where the text does not tell. */
export type RemoteEffect = 'read' | 'write' | 'call';

/** Methods that are a database client's whatever they are called on (Prisma, Sequelize, TypeORM, Mongoose, MongoDB). */
const distinctMethods = new Map<string, RemoteEffect>([
  ...each('read', 'findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'groupBy'),
  ...each('read', 'findByPk', 'findAndCountAll', 'findOneBy', 'findOneByOrFail', 'findOneOrFail', 'countDocuments'),
  ...each('read', 'executeTakeFirst', 'executeTakeFirstOrThrow'),
  ...each('write', 'createMany', 'createManyAndReturn', 'updateMany', 'deleteMany', 'upsert', 'findOrCreate'),
  ...each('write', 'bulkCreate', 'insertOne', 'insertMany', 'updateOne', 'deleteOne', 'findOneAndUpdate'),
  ...each('write', 'findByIdAndUpdate', 'findByIdAndDelete'),
]);

/** Methods that are a database client's on an object whose name says that it is one. */
const commonMethods = new Map<string, RemoteEffect>([
  ...each('read', 'find', 'findOne', 'findById', 'findAll', 'count', 'aggregate'),
  ...each('write', 'create', 'update', 'delete', 'save', 'insert', 'remove', 'destroy'),
  ...each('call', 'query', 'execute', 'queryRaw', '$queryRaw', '$executeRaw', 'raw'),
]);

const database = /^(?:prisma|prismaService|db|database|knex|pool|pg|sql|trx|tx|dataSource|entityManager)$/iu;
const repository = /(?:Repository|Repo|Model|Prisma|Dao|Collection)$/u;

function each(effect: RemoteEffect, ...names: readonly string[]): readonly (readonly [string, RemoteEffect])[] {
  return names.map((name) => [name, effect] as const);
}

/** What a call of a database client does, by its name and the names of what it is called on; undefined for any other call. */
export const databaseEffect = (node: TSESTree.CallExpression): RemoteEffect | undefined => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const path = namePath(node.callee);
  const method = path.at(-1) ?? '';
  // `groupBy(rows, key)` of lodash and `Array.prototype.find` take a function, a database's methods take data.
  const takesFunction = node.arguments.some(({ type }) => type === AST_NODE_TYPES.ArrowFunctionExpression);
  if (takesFunction || path[0] === '_' || path[0] === 'Object') return undefined;
  const owners = path.slice(0, -1);
  const isDatabase = owners.some((name) => database.test(name) || repository.test(name));
  return distinctMethods.get(method) ?? (isDatabase ? commonMethods.get(method) : undefined);
};

/** Says of a call what it does on another machine: a database client's by name, an HTTP client's by its import. */
export const remoteCalls = (scope: TSESLint.Scope.Scope): ((node: TSESTree.Node) => RemoteEffect | undefined) => {
  const outbound = new Map(outboundCallSites(scope).map((site) => [site.node as TSESTree.Node, site] as const));
  return (node) => {
    if (node.type !== AST_NODE_TYPES.CallExpression) return undefined;
    const site = outbound.get(node);
    if (site !== undefined) return isInstance(node) ? undefined : 'call';
    return databaseEffect(node);
  };
};

// `axios.create(…)` makes a client and calls nobody.
const isInstance = (node: TSESTree.CallExpression): boolean => namePath(node.callee).at(-1) === 'create';
