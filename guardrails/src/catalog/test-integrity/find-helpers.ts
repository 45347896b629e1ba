import type { Node } from 'oxc-parser';
import { readAssertion } from './assertion-calls.ts';
import { readRunnerCall, type Vocabulary } from './runner-calls.ts';
import { isFunction, walk, type Parser, type Source } from './syntax.ts';

/** Named functions that assert and declare no tests. */
export const findHelpers = (parser: Parser, source: Source, vocabulary: Vocabulary): ReadonlySet<string> => {
  const helpers = new Set<string>();
  walk(parser, source.program, (node) => {
    const named = namedFunction(node);
    if (
      named !== null &&
      asserts(parser, source, named.body) &&
      !declaresTests({ parser, source, vocabulary }, named.body)
    )
      helpers.add(named.name);
    return true;
  });
  return helpers;
};

/** A function and what it is called. */
export type NamedFunction = { readonly name: string; readonly body: Node };

/** A function that has a name: a declaration, or a variable that holds one; null for anything else. */
export const namedFunction = (node: Node): NamedFunction | null => {
  if (node.type === 'FunctionDeclaration' && node.id !== null) return { name: node.id.name, body: node };
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.init === null) return null;
  return isFunction(node.init) ? { name: node.id.name, body: node.init } : null;
};

const none: ReadonlySet<string> = new Set();

/** Whether code asserts by itself, not by a helper. */
export const asserts = (parser: Parser, source: Source, body: Node): boolean => {
  let found = false;
  walk(parser, body, (node) => {
    if (node.type === 'CallExpression' && readAssertion(source, node, none) !== null) found = true;
    return !found;
  });
  return found;
};

type Scan = { readonly parser: Parser; readonly source: Source; readonly vocabulary: Vocabulary };

const declaresTests = ({ parser, source, vocabulary }: Scan, body: Node): boolean => {
  let found = false;
  walk(parser, body, (node) => {
    if (node.type === 'CallExpression' && readRunnerCall(source, vocabulary, node) !== null) found = true;
    return !found;
  });
  return found;
};
