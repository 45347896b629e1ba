import type {
  ArrayExpression,
  CallExpression,
  Expression,
  Function as FunctionNode,
  ObjectExpression,
} from 'oxc-parser';
import type { ArrowFunctionExpression, Node, ObjectProperty } from 'oxc-parser';
import type { ParsedSource } from './parse-source.ts';
import type { StaticValue } from './static-value.ts';

/** What names mean in a module. */
export type Scope = {
  readonly source: ParsedSource;
  /** The path that places name. */
  readonly file: string;
  /** The expression that a name of the module stands for, where it stands, or a value that is known otherwise. */
  readonly lookUp: (name: string) => Binding | null;
  /** Steps left, shared by all modules: what an agent wrote may be made to grow without end. */
  readonly budget: Budget;
};

/** Steps left, and how deep values stand in each other. */
export type Budget = { steps: number; depth: number };

/** What a name stands for. */
export type Binding =
  { readonly node: Node; readonly scope: Scope } | { readonly value: (at: StaticValue['at']) => StaticValue };

/** Reads what an expression of a configuration means as far as its text tells; never runs it. Pure. */
export const evaluate = (node: Node, scope: Scope): StaticValue => {
  const { budget } = scope;
  budget.steps -= 1;
  if (budget.steps < 0 || budget.depth > deepest) return unknown(node, scope);
  budget.depth += 1;
  const value = evaluateNode(node, scope);
  budget.depth -= 1;
  return value;
};

const deepest = 200;

const evaluateNode = (node: Node, scope: Scope): StaticValue => {
  switch (node.type) {
    case 'Literal':
      return literal(node.value, node, scope);
    case 'TemplateLiteral':
      return node.expressions.length === 0
        ? literal(node.quasis[0]?.value.cooked ?? '', node, scope)
        : unknown(node, scope);
    case 'UnaryExpression':
      return unary(node.operator, evaluate(node.argument, scope), unknown(node, scope));
    case 'ArrayExpression':
      return list(node, scope);
    case 'ObjectExpression':
      return record(node, scope);
    case 'Identifier':
      return identifier(node, scope);
    case 'MemberExpression':
      return member(node, scope);
    case 'CallExpression':
      return call(node, scope);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return result(node, scope);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return evaluate(node.expression, scope);
    case 'AwaitExpression':
      return evaluate(node.argument, scope);
    default:
      return unknown(node, scope);
  }
};

const placeOf = (node: Node, { source, file }: Scope): StaticValue['at'] => ({ file, line: source.lineOf(node.start) });

const unknown = (node: Node, scope: Scope): StaticValue => ({
  kind: 'unknown',
  text: scope.source.text.slice(node.start, node.end).replace(/\s+/gu, ' ').slice(0, 200),
  at: placeOf(node, scope),
});

const literal = (value: unknown, node: Node, scope: Scope): StaticValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? { kind: 'scalar', value, at: placeOf(node, scope) }
    : unknown(node, scope);

const unary = (operator: string, argument: StaticValue, otherwise: StaticValue): StaticValue => {
  if (argument.kind !== 'scalar') return otherwise;
  if (operator === '-' && typeof argument.value === 'number') return { ...argument, value: -argument.value };
  return operator === '!' ? { ...argument, value: !argument.value } : otherwise;
};

const list = (node: ArrayExpression, scope: Scope): StaticValue => {
  const items: StaticValue[] = [];
  const open: string[] = [];
  for (const element of node.elements) {
    if (element === null) continue;
    if (element.type !== 'SpreadElement') items.push(evaluate(element, scope));
    else {
      const spread = evaluate(element.argument, scope);
      if (spread.kind === 'list') {
        scope.budget.steps -= spread.items.length;
        if (scope.budget.steps < 0) return unknown(node, scope);
        items.push(...spread.items);
        open.push(...spread.unknown);
      } else open.push(textOf(spread));
    }
  }
  return { kind: 'list', items, unknown: open, at: placeOf(node, scope) };
};

const textOf = (value: StaticValue): string => (value.kind === 'unknown' ? value.text : value.kind);

const record = (node: ObjectExpression, scope: Scope): StaticValue => {
  const entries = new Map<string, StaticValue>();
  const open: string[] = [];
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = evaluate(property.argument, scope);
      if (spread.kind === 'record') {
        scope.budget.steps -= spread.entries.size;
        if (scope.budget.steps < 0) return unknown(node, scope);
        for (const [name, value] of spread.entries) entries.set(name, value);
        open.push(...spread.unknown);
      } else open.push(textOf(spread));
    } else {
      const name = propertyName(property);
      if (name === null) open.push(textOf(unknown(property, scope)));
      // The line of the name is where a reader looks.
      else entries.set(name, { ...evaluate(property.value, scope), at: placeOf(property, scope) });
    }
  }
  return { kind: 'record', entries, unknown: open, at: placeOf(node, scope) };
};

const propertyName = ({ key, computed }: ObjectProperty): string | null => {
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : null;
};

const identifier = (node: Node & { readonly name: string }, scope: Scope): StaticValue => {
  const binding = scope.lookUp(node.name);
  if (binding === null) return unknown(node, scope);
  return 'value' in binding ? binding.value(placeOf(node, scope)) : evaluate(binding.node, binding.scope);
};

const member = (node: Extract<Node, { type: 'MemberExpression' }>, scope: Scope): StaticValue => {
  const { object, property } = node;
  const name =
    property.type === 'Identifier' && !node.computed
      ? property.name
      : property.type === 'Literal'
        ? String(property.value)
        : null;
  const holder = evaluate(object, scope);
  const found = name !== null && holder.kind === 'record' ? holder.entries.get(name) : undefined;
  return found ?? unknown(node, scope);
};

const call = (node: CallExpression, scope: Scope): StaticValue => {
  const { callee } = node;
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
  const own = callee.type === 'Identifier' ? scope.lookUp(callee.name) : null;
  if (own !== null && 'node' in own && isFunction(own.node)) return result(own.node, own.scope);
  const given = node.arguments.map((argument) =>
    argument.type === 'SpreadElement' ? unknown(argument, scope) : evaluate(argument, scope),
  );
  const [first, second] = given;
  if (name === 'mergeConfig' && first !== undefined && second !== undefined) return merge(first, second);
  if (name === 'concat' && callee.type === 'MemberExpression')
    return joined([evaluate(callee.object, scope), ...given], node, scope);
  if (first === undefined || (!/^define|^config$|^with|^create|^preset/iu.test(name) && given.length < 2))
    return unknown(node, scope);
  const isKnown = /^define(?:config|project|workspace)$|^config$/iu.test(name);
  if (given.length === 1) return isKnown || first.kind === 'unknown' ? first : opened(first, unknown(node, scope));
  const together = joined(given, node, scope);
  return isKnown ? together : opened(together, unknown(callee, scope));
};

const memberName = (callee: Expression): string =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';

/** The value, marked as one that a function of a package may have changed. */
const opened = (value: StaticValue, by: StaticValue): StaticValue =>
  value.kind === 'list' || value.kind === 'record' ? { ...value, unknown: [...value.unknown, textOf(by)] } : value;

const joined = (parts: readonly StaticValue[], node: Node, scope: Scope): StaticValue => ({
  kind: 'list',
  items: parts.flatMap((part) => (part.kind === 'list' ? part.items : part.kind === 'unknown' ? [] : [part])),
  unknown: parts.flatMap((part) => (part.kind === 'list' ? part.unknown : part.kind === 'unknown' ? [part.text] : [])),
  at: placeOf(node, scope),
});

/** As Vite merges: lists are joined, records by name, later scalars win. */
const merge = (one: StaticValue, other: StaticValue): StaticValue => {
  if (one.kind === 'list' && other.kind === 'list')
    return { ...other, items: [...one.items, ...other.items], unknown: [...one.unknown, ...other.unknown] };
  if (one.kind === 'unknown' && other.kind === 'record') return { ...other, unknown: [...other.unknown, one.text] };
  if (one.kind === 'record' && other.kind === 'unknown') return { ...one, unknown: [...one.unknown, other.text] };
  if (one.kind !== 'record' || other.kind !== 'record') return other;
  const entries = new Map(one.entries);
  for (const [name, value] of other.entries) {
    const before = entries.get(name);
    entries.set(name, before === undefined ? value : { ...merge(before, value), at: value.at });
  }
  return { ...other, entries, unknown: [...one.unknown, ...other.unknown] };
};

const isFunction = (node: Node): node is FunctionNode | ArrowFunctionExpression =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';

/** What a function returns, where it has one return at its end; its parameters are unknown. */
const result = (node: FunctionNode | ArrowFunctionExpression, scope: Scope): StaticValue => {
  const { body } = node;
  if (body === null) return unknown(node, scope);
  if (body.type !== 'BlockStatement') return evaluate(body, scope);
  const last = body.body.at(-1);
  return last?.type === 'ReturnStatement' && last.argument !== null
    ? evaluate(last.argument, withLocals(body.body, scope))
    : unknown(node, scope);
};

const withLocals = (statements: readonly Node[], scope: Scope): Scope => {
  const locals = declaredNames(statements);
  const inner: Scope = {
    ...scope,
    lookUp: (name) => {
      const node = locals.get(name);
      return node === undefined ? scope.lookUp(name) : { node, scope: inner };
    },
  };
  return inner;
};

/** Name → what it is declared as, for the constants and functions among statements. Pure. */
export const declaredNames = (statements: readonly Node[]): ReadonlyMap<string, Node> => {
  const names = new Map<string, Node>();
  for (const each of statements) {
    const statement = each.type === 'ExportNamedDeclaration' && each.declaration !== null ? each.declaration : each;
    if (statement.type === 'VariableDeclaration')
      for (const { id, init } of statement.declarations)
        if (id.type === 'Identifier' && init !== null) names.set(id.name, init);
    if (statement.type === 'FunctionDeclaration' && statement.id !== null) names.set(statement.id.name, statement);
  }
  return names;
};
