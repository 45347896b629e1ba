import { draw, isProductPath, mutateOneFile } from './choose-file.ts';
import type { MutationSetting, Operator } from './operator.ts';
import { applyTextEdits } from './text-edits.ts';
import { nameOf, nodeAt, nodesAt, parseFile, walk, type SyntaxNode } from './walk.ts';

const isTypeScript = (path: string): boolean => isProductPath(path) && /\.[cm]?tsx?$/.test(path);

/** Foreign ESLint configurations need plugins that are not installed: our default rules judge instead. */
export const ourLinter: MutationSetting = {
  id: 'our-linter',
  without: /(^|\/)(eslint\.config\.[cm]?[jt]s|\.eslintrc[^/]*|\.eslintignore)$/,
};

/** Escapes are read from syntax; compiling would need the dependencies. */
const noCompiler: MutationSetting = { id: 'no-compiler', configuration: { types: { compile: false } } };

type CodeFile = { readonly path: string; readonly text: string };

/** All nodes that pass a test. */
const findNodes = (
  file: CodeFile,
  is: (node: SyntaxNode, above: readonly SyntaxNode[]) => boolean,
): readonly SyntaxNode[] => {
  const program = parseFile(file);
  const found: SyntaxNode[] = [];
  if (program !== null)
    walk(program, (node, above) => {
      if (is(node, above)) found.push(node);
      return true;
    });
  return found;
};

/** A statement on lines of its own within a function: a comment above it concerns nothing else. */
const isOwnStatement =
  (text: string) =>
  (node: SyntaxNode, above: readonly SyntaxNode[]): boolean =>
    above[0]?.type === 'BlockStatement' &&
    /Statement$|^VariableDeclaration$/.test(node.type) &&
    /(^|\n)[ \t]*$/.test(text.slice(0, node.start));

const commentAbove = (comment: string) =>
  mutateOneFile(isTypeScript, (file, { random }) => {
    const statement = draw(findNodes(file, isOwnStatement(file.text)), random);
    if (statement === undefined) return null;
    const lineStart = file.text.lastIndexOf('\n', statement.start - 1) + 1;
    const indent = file.text.slice(lineStart, statement.start);
    return applyTextEdits(file.text, [{ start: lineStart, end: lineStart, text: `${indent}${comment}\n` }]);
  });

const widenParameter = mutateOneFile(isTypeScript, (file, { random }) => {
  const types = findNodes(file, (node, above) => {
    const [annotation, parameter, owner] = above;
    if (annotation?.type !== 'TSTypeAnnotation' || parameter?.type !== 'Identifier' || owner === undefined)
      return false;
    return (
      /Function/.test(owner.type) && nodesAt(owner, 'params').includes(parameter) && !/Any|Unknown/.test(node.type)
    );
  });
  const type = draw(types, random);
  return type === undefined ? null : applyTextEdits(file.text, [{ start: type.start, end: type.end, text: 'any' }]);
});

const castReturn = (cast: string) =>
  mutateOneFile(isTypeScript, (file, { random }) => {
    const returned = findNodes(
      file,
      (node, [above]) =>
        above?.type === 'ReturnStatement' && /^(Identifier|CallExpression|MemberExpression)$/.test(node.type),
    );
    const value = draw(returned, random);
    return value === undefined ? null : applyTextEdits(file.text, [{ start: value.end, end: value.end, text: cast }]);
  });

const assertNonNull = mutateOneFile(isTypeScript, (file, { random }) => {
  const objects = findNodes(
    file,
    (node, [above]) =>
      node.type === 'Identifier' &&
      above?.type === 'MemberExpression' &&
      nodeAt(above, 'object') === node &&
      above['optional'] !== true &&
      nameOf(node) !== 'process',
  );
  const object = draw(objects, random);
  return object === undefined ? null : applyTextEdits(file.text, [{ start: object.end, end: object.end, text: '!' }]);
});

/** Faults that keep the linter or the type checker from looking. */
export const escapeOperators: readonly Operator[] = [
  {
    id: 'disable-lint-file',
    what: '`/* eslint-disable */` at the top of a file',
    guardrails: ['lint'],
    setting: ourLinter,
    codes: ['lint/new-suppression'],
    apply: mutateOneFile(isProductPath, ({ text }) =>
      /eslint-disable/.test(text) || text.startsWith('#!') ? null : `/* eslint-disable */\n${text}`,
    ),
  },
  {
    id: 'disable-lint-line',
    what: '`// eslint-disable-next-line` above a statement',
    guardrails: ['lint'],
    setting: ourLinter,
    codes: ['lint/new-suppression'],
    apply: commentAbove('// eslint-disable-next-line'),
  },
  {
    id: 'ignore-type-error',
    what: '`// @ts-ignore` above a statement',
    guardrails: ['types'],
    setting: noCompiler,
    codes: ['types/new-escape'],
    apply: commentAbove('// @ts-ignore'),
  },
  {
    id: 'expect-type-error',
    what: '`// @ts-expect-error` above a statement',
    guardrails: ['types'],
    setting: noCompiler,
    codes: ['types/new-escape'],
    apply: commentAbove('// @ts-expect-error'),
  },
  {
    id: 'widen-to-any',
    what: 'the type of a parameter becomes `any`',
    guardrails: ['types'],
    setting: noCompiler,
    codes: ['types/new-escape'],
    apply: widenParameter,
  },
  {
    id: 'cast-as-any',
    what: 'a returned value is cast with `as any`',
    guardrails: ['types'],
    setting: noCompiler,
    codes: ['types/new-escape'],
    apply: castReturn(' as any'),
  },
  {
    id: 'cast-through-unknown',
    what: 'a returned value is cast with `as unknown as never`',
    guardrails: ['types'],
    setting: noCompiler,
    codes: ['types/new-escape'],
    apply: castReturn(' as unknown as never'),
  },
  {
    id: 'assert-non-null',
    what: 'a value is said to be there with `!`',
    guardrails: ['types'],
    setting: noCompiler,
    codes: ['types/new-escape'],
    apply: assertNonNull,
  },
];
