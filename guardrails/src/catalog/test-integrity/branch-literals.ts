import type { Expression, Node } from 'oxc-parser';
import { lineOf, parseSource, walk, type Parser, type Source } from './syntax.ts';

/** A branch that asks whether something is one literal. */
export type BranchLiteral = {
  readonly line: number;
  /** `'text'` or a number. */
  readonly literal: string;
  /** The literals that the branch answers with at once (`return 42`); null where it does more than that. */
  readonly answers: readonly string[] | null;
};

/** Reads the branches of a file that compare with a literal: `if (id === 'a')`, `x === 1 ? …`, `case 'a':`, `['a'].includes(x)`. */
export const readBranchLiterals = (parser: Parser, text: string, path: string): readonly BranchLiteral[] => {
  const source = parseSource(parser, text, path);
  if ('problem' in source) return [];
  const found: BranchLiteral[] = [];
  walk(parser, source.program, (node) => {
    found.push(...branchesAt({ parser, source }, node));
    return true;
  });
  return found;
};

type Reading = { readonly parser: Parser; readonly source: Source };

const branchesAt = (reading: Reading, node: Node): readonly BranchLiteral[] => {
  if (node.type === 'IfStatement') return asked(reading, node.test, answersOf(reading, node.consequent));
  if (node.type === 'ConditionalExpression') return asked(reading, node.test, literalsOf(reading, node.consequent));
  if (node.type === 'LogicalExpression' && node.operator === '&&')
    return asked(reading, node.left, literalsOf(reading, node.right));
  if (node.type !== 'SwitchCase' || node.test === null) return [];
  const literal = literalOf(node.test);
  const [first] = node.consequent;
  if (literal === null) return [];
  return [
    {
      line: lineOf(reading.source, node.start),
      literal,
      answers: first === undefined ? null : answersOf(reading, first),
    },
  ];
};

const asked = (reading: Reading, test: Expression, answers: readonly string[] | null): readonly BranchLiteral[] => {
  const found: BranchLiteral[] = [];
  walk(reading.parser, test, (node) => {
    for (const literal of comparedLiterals(node))
      found.push({ line: lineOf(reading.source, node.start), literal, answers });
    return true;
  });
  return found;
};

const comparedLiterals = (node: Node): readonly string[] => {
  if (node.type === 'BinaryExpression' && (node.operator === '===' || node.operator === '==')) {
    if (node.left.type === 'UnaryExpression' && node.left.operator === 'typeof') return [];
    return [literalOf(node.left), literalOf(node.right)].filter((literal) => literal !== null);
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const { object, property } = node.callee;
  if (property.type !== 'Identifier' || !/^(includes|has|startsWith|endsWith|equals)$/.test(property.name)) return [];
  if (object.type === 'ArrayExpression')
    return object.elements
      .flatMap((element) => (element === null ? [] : [literalOf(element)]))
      .filter((literal) => literal !== null);
  const first = node.arguments[0];
  const literal = first === undefined ? null : literalOf(first);
  return literal === null ? [] : [literal];
};

const literalOf = (node: Node): string | null => {
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return `'${node.quasis[0]?.value.raw ?? ''}'`;
  if (node.type !== 'Literal') return null;
  if (typeof node.value === 'string') return `'${node.value}'`;
  return typeof node.value === 'number' ? String(node.value) : null;
};

const answersOf = (reading: Reading, branch: Node): readonly string[] | null => {
  const statement = branch.type === 'BlockStatement' ? branch.body[0] : branch;
  if (statement?.type === 'ReturnStatement')
    return statement.argument === null ? [] : literalsOf(reading, statement.argument);
  return statement?.type === 'ThrowStatement' ? [] : null;
};

/** The literals of an answer that is nothing but data; null where it is computed. */
const literalsOf = ({ parser }: Reading, answer: Node): readonly string[] | null => {
  const literals: string[] = [];
  const computed: Node[] = [];
  walk(parser, answer, (node) => {
    const isName = node.type === 'Identifier' && node.name !== 'undefined' && answer === node;
    if (isName || /Call|New|Await|Function|JSX|Tagged|Binary|Member/.test(node.type)) computed.push(node);
    const literal = literalOf(node);
    if (literal !== null) literals.push(literal);
    return true;
  });
  return computed.length === 0 ? literals : null;
};
