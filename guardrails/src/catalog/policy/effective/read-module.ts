import { posix } from 'node:path';
import type { Node } from 'oxc-parser';
import type { Tree } from '../../../tree/tree.ts';
import { declaredNames, evaluate, type Binding, type Budget, type Scope } from './evaluate.ts';
import { parseJsonSource, parseSource, type ParsedSource } from './parse-source.ts';
import type { StaticValue } from './static-value.ts';

/** A configuration as its text tells it, and the files of the tree that it is made of. */
export type ReadModule = {
  /** Null where the file is absent, too long, or does not parse. */
  readonly value: StaticValue | null;
  /** Every file of the tree that was read for it. */
  readonly files: readonly string[];
};

const mostModules = 40;
const mostSteps = 50_000;

/** Reads the default export of a configuration (JSON, JavaScript, TypeScript) through its relative imports. Runs nothing. */
export const readModule = async (tree: Pick<Tree, 'readText'>, path: string): Promise<ReadModule> => {
  const sources = new Map<string, ParsedSource>();
  const resolved = new Map<string, string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (sources.has(next) || sources.size >= mostModules) continue;
    const source = await parseFile(tree, next);
    if (source === null) continue;
    sources.set(next, source);
    for (const specifier of relativeImports(source)) {
      const target = await resolveRelative(tree, next, specifier);
      if (target === null) continue;
      resolved.set(`${next}\0${specifier}`, target);
      open.push(target);
    }
  }
  const modules: Modules = { sources, resolved, budget: { steps: mostSteps, depth: 0 }, busy: new Set() };
  return { value: exportedValue(modules, path, 'default'), files: [...sources.keys()] };
};

/** Reads one text as a configuration by itself; null where it does not parse. Pure. */
export const readJsonText = (path: string, text: string): StaticValue | null => {
  const source = parseJsonSource(path, text);
  if (source === null) return null;
  const modules: Modules = {
    ...{ sources: new Map([[path, source]]), resolved: new Map<string, string>() },
    ...{ budget: { steps: mostSteps, depth: 0 }, busy: new Set<string>() },
  };
  return exportedValue(modules, path, 'default');
};

type Modules = {
  readonly sources: ReadonlyMap<string, ParsedSource>;
  /** `path NUL specifier` → path of the imported file. */
  readonly resolved: ReadonlyMap<string, string>;
  readonly budget: Budget;
  /** Names that are being looked up: a name that needs itself means nothing. */
  readonly busy: Set<string>;
};

const parseFile = async (tree: Pick<Tree, 'readText'>, path: string): Promise<ParsedSource | null> => {
  const text = await tree.readText(path);
  if (text === null) return null;
  return /\.(?:json|jsonc|json5)$|(?:^|\/)\.[\w-]+rc$/u.test(path)
    ? parseJsonSource(path, text)
    : parseSource(path, text);
};

const relativeImports = ({ program, text }: ParsedSource): readonly string[] => [
  ...program.body.flatMap((statement) =>
    (statement.type === 'ImportDeclaration' ||
      statement.type === 'ExportNamedDeclaration' ||
      statement.type === 'ExportAllDeclaration') &&
    statement.source !== null &&
    statement.source.value.startsWith('.')
      ? [statement.source.value]
      : [],
  ),
  ...[...text.matchAll(/\brequire\(\s*['"](\.[^'"\n]{1,200})['"]\s*\)/gu)].map((match) => match[1] ?? ''),
];

const endings = ['', '.ts', '.js', '.mjs', '.cjs', '.mts', '.cts', '.json', '/index.ts', '/index.js'];

const resolveRelative = async (
  tree: Pick<Tree, 'readText'>,
  from: string,
  specifier: string,
): Promise<string | null> => {
  const target = posix.join(posix.dirname(from), specifier);
  if (target.startsWith('../')) return null;
  for (const candidate of [...endings.map((ending) => `${target}${ending}`), target.replace(/\.js$/u, '.ts')])
    if ((await tree.readText(candidate)) !== null) return candidate;
  return null;
};

const exportedValue = (modules: Modules, path: string, name: string): StaticValue | null => {
  const source = modules.sources.get(path);
  if (source === undefined) return null;
  const scope = moduleScope(modules, source, path);
  const node = exportedNode(source, name);
  return node === null ? null : evaluate(node, scope);
};

/** The expression that a module exports under a name: by `export`, by `module.exports`, or as the whole of a JSON file. */
const exportedNode = ({ program }: ParsedSource, name: string): Node | null => {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') return statement.declaration;
    if (statement.type === 'TSExportAssignment' && name === 'default') return statement.expression;
    if (statement.type === 'ExportNamedDeclaration') {
      const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name);
      if (specifier !== undefined && statement.source === null) return specifier.local;
    }
    if (statement.type !== 'ExpressionStatement') continue;
    const { expression } = statement;
    if (expression.type === 'AssignmentExpression') {
      if (isModuleExports(expression.left) && name === 'default') return expression.right;
    } else if (program.body.length === 1 && name === 'default' && isData(expression)) return expression;
  }
  return declaredNames(program.body).get(name) ?? null;
};

const isData = (node: Node): boolean => ['ParenthesizedExpression', 'ObjectExpression'].includes(node.type);

const isModuleExports = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'module' &&
  node.property.type === 'Identifier' &&
  node.property.name === 'exports';

const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';

const moduleScope = (modules: Modules, source: ParsedSource, path: string): Scope => {
  const declared = declaredNames(source.program.body);
  const imported = importedNames(source);
  const find = (name: string): Binding | null => {
    const node = declared.get(name);
    const target = node === undefined ? imported.get(name) : requiredBy(node);
    if (target !== undefined) return fromModule(modules, path, target);
    return node === undefined ? null : { node, scope };
  };
  const scope: Scope = {
    ...{ source, file: path, budget: modules.budget },
    lookUp: (name) => {
      const key = `${path}\0${name}`;
      if (modules.busy.has(key)) return null;
      const binding = find(name);
      if (binding === null || 'value' in binding) return binding;
      // Evaluated here and now, so that a name that needs itself is seen.
      if (/Function/u.test(binding.node.type)) return binding;
      modules.busy.add(key);
      const value = evaluate(binding.node, binding.scope);
      modules.busy.delete(key);
      return { value: () => value };
    },
  };
  return scope;
};

type Target = { readonly specifier: string; readonly name: string };

const importedNames = ({ program }: ParsedSource): ReadonlyMap<string, Target> =>
  new Map(
    program.body.flatMap((statement) =>
      statement.type !== 'ImportDeclaration'
        ? []
        : statement.specifiers.map((each) => {
            const name =
              each.type === 'ImportSpecifier'
                ? nameOf(each.imported)
                : each.type === 'ImportDefaultSpecifier'
                  ? 'default'
                  : '*';
            return [each.local.name, { specifier: statement.source.value, name }] as const;
          }),
    ),
  );

const requiredBy = (node: Node): Target | undefined => {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [argument] = node.arguments;
  return argument?.type === 'Literal' && typeof argument.value === 'string'
    ? { specifier: argument.value, name: 'default' }
    : undefined;
};

const fromModule = (modules: Modules, path: string, { specifier, name }: Target): Binding | null => {
  const known = knownValues[name];
  if (known !== undefined && specifier === 'vitest/config') return { value: known };
  const target = modules.resolved.get(`${path}\0${specifier}`);
  if (target === undefined) return null;
  const key = `${target}\0export ${name}`;
  if (modules.busy.has(key)) return null;
  modules.busy.add(key);
  const value = exportedValue(modules, target, name);
  modules.busy.delete(key);
  return value === null ? null : { value: () => value };
};

const texts = (values: readonly string[], at: StaticValue['at']): StaticValue => ({
  kind: 'list',
  items: values.map((value) => ({ kind: 'scalar', value, at })),
  unknown: [],
  at,
});

const entry = (name: string, value: StaticValue): StaticValue => ({
  kind: 'record',
  entries: new Map([[name, value]]),
  unknown: [],
  at: value.at,
});

/** What `vitest/config` exports beside functions (Vitest 4, defaults.ts). */
const knownValues: Readonly<Record<string, (at: StaticValue['at']) => StaticValue>> = {
  configDefaults: (at) => entry('exclude', texts(['**/node_modules/**', '**/.git/**'], at)),
  defaultExclude: (at) => texts(['**/node_modules/**', '**/.git/**'], at),
  coverageConfigDefaults: (at) => entry('exclude', texts([], at)),
};
