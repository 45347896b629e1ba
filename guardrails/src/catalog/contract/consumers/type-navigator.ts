import { childNodes, isNode, walkSyntax, type SyntaxNode } from '../../../source/walk-syntax.ts';

/** A member of a type: where it stands, and what it is. */
export type TypeMember = { readonly node: SyntaxNode; readonly container: SyntaxNode };

/** Where a trail leads: to a member of a type, or to a type whose members it should be one of. */
export type Arrival = { readonly member: TypeMember | null; readonly container: SyntaxNode | null };

/** Declared types of a module by name. */
export type DeclaredTypes = ReadonlyMap<string, SyntaxNode>;

/** The interfaces and type aliases of a module. Pure. */
export const declaredTypes = (program: SyntaxNode): DeclaredTypes => {
  const types = new Map<string, SyntaxNode>();
  walkSyntax(program, (node) => {
    if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'TSTypeAliasDeclaration') return undefined;
    const { id } = node;
    if (isNode(id) && typeof id['name'] === 'string') types.set(id['name'], node);
    return false;
  });
  return types;
};

/**
 * Follows names through types as they are written: members, indexed access (`components["schemas"]["User"]`), names of other types, lists
 * (`[]`), unions and intersections. Pure.
 */
export const navigateType = (types: DeclaredTypes, trail: readonly string[]): Arrival => {
  const [root, ...steps] = trail;
  let at = types.get(root ?? '') ?? null;
  let member: TypeMember | null = null;
  let container: SyntaxNode | null = null;
  for (const [index, step] of steps.entries()) {
    if (at === null) return { member: null, container: null };
    if (step === '[]') {
      at = elementOf(types, at, 0);
      continue;
    }
    const found = memberOf(types, at, { name: step, depth: 0 });
    member = found.member;
    container = found.container;
    if (member === null) return { member: null, container: index === steps.length - 1 ? container : null };
    at = typeOfMember(member.node);
  }
  return { member, container };
};

const nodeIn = (node: SyntaxNode, field: string): SyntaxNode | null => {
  const value = node[field];
  return isNode(value) ? value : null;
};

const typeOfMember = (node: SyntaxNode): SyntaxNode | null => {
  const annotation = nodeIn(node, 'typeAnnotation');
  return annotation === null ? null : nodeIn(annotation, 'typeAnnotation');
};

/** What a type is once names and brackets are seen through. */
const seeThrough = (types: DeclaredTypes, node: SyntaxNode, depth: number): SyntaxNode | null => {
  if (depth > 20) return null;
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
    case 'TSParenthesizedType':
    case 'TSTypeOperator': {
      const inner = nodeIn(node, 'typeAnnotation');
      return inner === null ? null : seeThrough(types, inner, depth + 1);
    }
    case 'TSInterfaceDeclaration':
      return nodeIn(node, 'body');
    case 'TSTypeReference': {
      const name = nodeIn(node, 'typeName')?.['name'];
      const target = typeof name === 'string' ? types.get(name) : undefined;
      return target === undefined ? node : seeThrough(types, target, depth + 1);
    }
    case 'TSIndexedAccessType': {
      const { member } = navigateType(types, indexTrail(node));
      const type = member === null ? null : typeOfMember(member.node);
      return type === null ? null : seeThrough(types, type, depth + 1);
    }
    default:
      return node;
  }
};

/** `components["schemas"]["User"]` as names. */
const indexTrail = (node: SyntaxNode): readonly string[] => {
  if (node.type === 'TSTypeReference') {
    const name = nodeIn(node, 'typeName')?.['name'];
    return typeof name === 'string' ? [name] : [];
  }
  if (node.type !== 'TSIndexedAccessType') return [];
  const [object, index] = [nodeIn(node, 'objectType'), nodeIn(node, 'indexType')];
  const key = index === null ? undefined : nodeIn(index, 'literal')?.['value'];
  if (object === null || (typeof key !== 'string' && typeof key !== 'number')) return [];
  return [...indexTrail(object), String(key)];
};

const elementOf = (types: DeclaredTypes, node: SyntaxNode, depth: number): SyntaxNode | null => {
  const type = seeThrough(types, node, depth);
  if (type === null || depth > 20) return null;
  if (type.type === 'TSArrayType') return nodeIn(type, 'elementType');
  if (type.type === 'TSTypeReference') {
    const given = nodeIn(type, 'typeArguments');
    return given === null ? null : (childNodes(given)[0] ?? null);
  }
  for (const part of partsOf(type)) {
    const element = elementOf(types, part, depth + 1);
    if (element !== null) return element;
  }
  return null;
};

const partsOf = (type: SyntaxNode): readonly SyntaxNode[] =>
  type.type === 'TSUnionType' || type.type === 'TSIntersectionType' ? childNodes(type) : [];

type Wanted = { readonly name: string; readonly depth: number };

const memberOf = (types: DeclaredTypes, node: SyntaxNode, { name, depth }: Wanted): Arrival => {
  const type = seeThrough(types, node, depth);
  if (type === null || depth > 20) return { member: null, container: null };
  if (type.type === 'TSTypeLiteral' || type.type === 'TSInterfaceBody') {
    const found = childNodes(type).find((child) => keyOf(child) === name);
    return { member: found === undefined ? null : { node: found, container: type }, container: type };
  }
  let container: SyntaxNode | null = null;
  for (const part of partsOf(type)) {
    const found = memberOf(types, part, { name, depth: depth + 1 });
    if (found.member !== null) return found;
    container ??= found.container;
  }
  return { member: null, container };
};

/** The name of a member of a type, as text. Pure. */
export const keyOf = (member: SyntaxNode): string | null => {
  const key = nodeIn(member, 'key');
  const value = key?.['name'] ?? key?.['value'];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
};
