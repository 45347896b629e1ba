import type ts from 'typescript';
import type { TypeScript } from './side-files.ts';

/** A replacement in a text. */
type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** Path of the module that holds one symbol for each `unique symbol` of either version. */
export const symbolsModule = '/~shared/symbols.d.ts';

/**
 * Rewrites declarations so that two copies of one package can be compared by the compiler as if they were structural: private
 * members go (they make classes nominal), protected ones become members named `protected x`, methods become properties of function
 * type (methods are compared bivariantly), and a `unique symbol` becomes the one of that name that both versions share. Pure.
 * @param path names the file in both versions alike
 * @param names of unique symbols, added to
 */
export const normaliseDeclarations = (
  typescript: TypeScript,
  { path, text }: { readonly path: string; readonly text: string },
  names: Set<string>,
): string => {
  let before = text;
  // What stands inside a rewritten member is rewritten in the next round; types nest less deep than this.
  for (let round = 0; round < 8; round++) {
    const after = rewriteOnce(typescript, { path, text: before }, names);
    if (after === before) break;
    before = after;
  }
  return before;
};

const rewriteOnce = (
  typescript: TypeScript,
  { path, text }: { readonly path: string; readonly text: string },
  names: Set<string>,
): string => {
  const file = typescript.createSourceFile(path, text, typescript.ScriptTarget.ESNext, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isClassDeclaration(node) || typescript.isInterfaceDeclaration(node))
      edits.push(...memberEdits(typescript, node.members, file));
    if (typescript.isTypeLiteralNode(node)) edits.push(...memberEdits(typescript, node.members, file));
    if (typescript.isTypeOperatorNode(node) && node.operator === typescript.SyntaxKind.UniqueKeyword)
      edits.push(symbolEdit(node, { path, file, names }));
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return applyEdits(text, edits);
};

const symbolEdit = (
  node: ts.TypeOperatorNode,
  { path, file, names }: { readonly path: string; readonly file: ts.SourceFile; readonly names: Set<string> },
): Edit => {
  const owner = (node.parent as { readonly name?: ts.Node }).name?.getText(file) ?? 'symbol';
  const name = `${path}_${owner}`.replace(/\W/gu, '_');
  names.add(name);
  return { start: node.getStart(file), end: node.end, text: `typeof import("${symbolsModule}").${name}` };
};

const memberEdits = (
  typescript: TypeScript,
  members: readonly (ts.ClassElement | ts.TypeElement)[],
  file: ts.SourceFile,
): readonly Edit[] => {
  const methods = new Map<string, (ts.MethodDeclaration | ts.MethodSignature)[]>();
  const edits: Edit[] = [];
  for (const member of members) {
    if (isHidden(typescript, member)) edits.push(removal(member));
    else if (typescript.isMethodDeclaration(member) || typescript.isMethodSignature(member)) {
      const key = `${isStatic(typescript, member) ? 'static ' : ''}${member.name.getText(file)}`;
      methods.set(key, [...(methods.get(key) ?? []), member]);
    } else if (isProtected(typescript, member) && !typescript.isConstructorDeclaration(member))
      edits.push(...protectedEdits(member, file));
  }
  for (const group of methods.values()) edits.push(...methodEdits(typescript, group, file));
  return edits;
};

const modifiersOf = (node: ts.Node): readonly ts.Node[] =>
  (node as { readonly modifiers?: readonly ts.Node[] }).modifiers ?? [];

const has = (node: ts.Node, kind: ts.SyntaxKind): boolean => modifiersOf(node).some((one) => one.kind === kind);

const isStatic = (typescript: TypeScript, node: ts.Node): boolean => has(node, typescript.SyntaxKind.StaticKeyword);
const isProtected = (typescript: TypeScript, node: ts.Node): boolean =>
  has(node, typescript.SyntaxKind.ProtectedKeyword);

const isHidden = (typescript: TypeScript, member: ts.ClassElement | ts.TypeElement): boolean => {
  if (typescript.isConstructorDeclaration(member)) return false;
  if (has(member, typescript.SyntaxKind.PrivateKeyword)) return true;
  return member.name !== undefined && typescript.isPrivateIdentifier(member.name);
};

const removal = (node: ts.Node): Edit => ({ start: node.pos, end: node.end, text: '' });

const protectedEdits = (member: ts.ClassElement | ts.TypeElement, file: ts.SourceFile): readonly Edit[] => {
  const name = member.name?.getText(file);
  const word = modifiersOf(member).find((one) => one.getText(file) === 'protected');
  if (name === undefined || word === undefined || !/^[\w$]+$/u.test(name) || member.name === undefined) return [];
  return [
    { start: word.getStart(file), end: word.end, text: '' },
    { start: member.name.getStart(file), end: member.name.end, text: `"protected ${name}"` },
  ];
};

const methodEdits = (
  typescript: TypeScript,
  group: readonly (ts.MethodDeclaration | ts.MethodSignature)[],
  file: ts.SourceFile,
): readonly Edit[] => {
  const [first] = group;
  if (first === undefined) return [];
  const plain = first.name.getText(file);
  const isKept = isProtected(typescript, first) && /^[\w$]+$/u.test(plain);
  const name = isKept ? `"protected ${plain}"` : plain;
  const words = [isStatic(typescript, first) ? 'static ' : '', has(first, abstract(typescript)) ? 'abstract ' : ''];
  // In a function type, unlike in a call signature, `this` is still that of the class.
  const type = group.map((one) => `(${signatureText(one, file)})`).join(' & ');
  const text = ` ${words.join('')}${name}${first.questionToken === undefined ? '' : '?'}: ${type};`;
  return [{ start: first.pos, end: first.end, text }, ...group.slice(1).map(removal)];
};

const abstract = (typescript: TypeScript): ts.SyntaxKind => typescript.SyntaxKind.AbstractKeyword;

const signatureText = (method: ts.MethodDeclaration | ts.MethodSignature, file: ts.SourceFile): string => {
  const list = (nodes: ts.NodeArray<ts.Node> | undefined): string =>
    nodes === undefined ? '' : nodes.map((node) => node.getText(file)).join(', ');
  const parameters = method.typeParameters === undefined ? '' : `<${list(method.typeParameters)}>`;
  return `${parameters}(${list(method.parameters)}) => ${method.type?.getText(file) ?? 'any'}`;
};

/** Of edits within each other the outer one counts: what stands inside it was made from the old text. */
const applyEdits = (text: string, edits: readonly Edit[]): string => {
  const ordered = [...edits].sort((left, right) => left.start - right.start || right.end - left.end);
  const pieces: string[] = [];
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at) continue;
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...pieces, text.slice(at)].join('');
};
