import type ts from 'typescript';
import type { TypeScript } from './side-files.ts';

/** The names that lead to a declaration, outermost first: `['User', 'address', 'street']`. */
export const namesTo = (declaration: ts.Node): readonly string[] => {
  const names: string[] = [];
  for (let node: ts.Node | undefined = declaration; node !== undefined; node = node.parent as ts.Node | undefined) {
    const name = nameOf(node);
    if (name !== null) names.unshift(name);
  }
  return names;
};

const nameOf = (node: ts.Node): string | null => {
  const { name } = node as { readonly name?: ts.Node & { readonly text?: unknown } };
  return typeof name?.text === 'string' ? name.text.replace(/^protected /u, '') : null;
};

/** 1-based line of what these names lead to in a text, or of the last of them that is there; null where none is. Pure. */
export const lineOfNames = (
  typescript: TypeScript,
  { path, text }: { readonly path: string; readonly text: string },
  names: readonly string[],
): number | null => {
  const file = typescript.createSourceFile(path, text, typescript.ScriptTarget.ESNext);
  let found: ts.Node | null = null;
  for (const name of names) {
    const next = findNamed(typescript, found ?? file, name);
    if (next === null) break;
    found = next;
  }
  return found === null ? null : file.getLineAndCharacterOfPosition(found.getStart(file)).line + 1;
};

const findNamed = (typescript: TypeScript, within: ts.Node, name: string): ts.Node | null => {
  const pending: ts.Node[] = [within];
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    if (node !== within && nameOf(node) === name) return node;
    typescript.forEachChild(node, (child) => void pending.push(child));
  }
  return null;
};
