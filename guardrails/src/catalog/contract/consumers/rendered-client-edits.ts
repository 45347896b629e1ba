import type { Json } from '../../../guardrail.ts';
import { isNode, walkSyntax, type SyntaxNode } from '../../../source/walk-syntax.ts';
import type { OpenApiSite, OperationName } from './break-site.ts';

/** A client module: its text and syntax tree. */
export type ClientModule = { readonly text: string; readonly program: SyntaxNode };

/** Of a copy, which may be altered. */
type Mutable = { [name: string]: Json };

/** An operation that a client holds as a constant: its method, path and the schemas of its bodies. */
type RenderedOperation = { readonly name: string; readonly node: SyntaxNode; readonly value: Mutable };

/** The client with the schema of one operation changed as the break changes it; null for a client that is not of this kind. Pure. */
export const editRenderedClient = ({ text, program }: ClientModule, site: OpenApiSite): string | null => {
  const operations = renderedOperations({ text, program });
  if (operations.length === 0) return null;
  let edited = text;
  // From the end on, so that the places of those before stay where they are.
  for (const operation of [...operations].reverse()) {
    const name = site.operations.find(({ method, path }) => matches(operation.value, { method, path }));
    if (name === undefined) continue;
    const value = changed(operation.value, site);
    if (value === null) continue;
    const { start, end } = operation.node;
    edited = `${edited.slice(0, start)}${JSON.stringify(value, null, 2)}${edited.slice(end)}`;
    if (site.isWhole) edited = withoutCall(edited, operation.name);
  }
  return edited === text ? null : edited;
};

const renderedOperations = ({ text, program }: ClientModule): readonly RenderedOperation[] => {
  const found: RenderedOperation[] = [];
  walkSyntax(program, (node) => {
    if (node.type !== 'VariableDeclarator') return undefined;
    const { id, init } = node;
    const object = isNode(init) && isNode(init['expression']) ? init['expression'] : init;
    if (!isNode(id) || !isNode(object) || object.type !== 'ObjectExpression') return undefined;
    const value = parseObject(text.slice(object.start, object.end));
    if (value !== null && typeof value['method'] === 'string' && typeof value['path'] === 'string')
      found.push({ name: String(id['name']), node: object, value });
    return false;
  });
  return found;
};

const parseObject = (text: string): Mutable | null => {
  try {
    return JSON.parse(text) as Mutable;
  } catch {
    // An object that is no JSON is none that a generator wrote.
    return null;
  }
};

const matches = (value: Mutable, { method, path }: Pick<OperationName, 'method' | 'path'>): boolean =>
  value['method'] === method && value['path'] === path;

const changed = (value: Mutable, site: OpenApiSite): Mutable | null => {
  if (site.isWhole) return value;
  const { trail } = site;
  const body = trail.includes('requestBody') ? 'request' : 'response';
  const steps = trail.slice(trail.indexOf('schema') + 1);
  if (!trail.includes('schema') || (body === 'response' && !/^2/u.test(trail[trail.indexOf('responses') + 1] ?? '')))
    return null;
  const copy = structuredClone(value);
  return apply(copy[body] ?? null, steps, site) ? copy : null;
};

const asObject = (value: Json | undefined): Mutable | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mutable) : null;

/** Alters the schema that the last two steps (`properties`, its name) name below a schema. */
const apply = (schema: Json, steps: readonly string[], { change, schema: head }: OpenApiSite): boolean => {
  const isMember = steps.at(-2) === 'properties';
  let below: Json | undefined = schema;
  for (const step of steps.slice(0, isMember ? -2 : -1))
    below = asObject(below)?.[step] ?? (below as readonly Json[] | undefined)?.[Number(step)];
  const name = steps.at(-1) ?? '';
  const at = asObject(below);
  if (at === null) return false;
  if (!isMember) {
    at[name] = head;
    return true;
  }
  const properties = asObject(at['properties']) ?? {};
  const required = new Set(Array.isArray(at['required']) ? (at['required'] as readonly Json[]) : []);
  if (change === 'removed') Reflect.deleteProperty(properties, name);
  if (change === 'removed' || change === 'optional') required.delete(name);
  if (change === 'required') required.add(name);
  if (change === 'retyped' || (change === 'required' && properties[name] === undefined)) properties[name] = head;
  Object.assign(at, { properties, required: [...required] });
  return true;
};

/** Takes the member of an operation out of the client's type and factory. */
const withoutCall = (text: string, name: string): string =>
  text
    .replace(new RegExp(`^\\s*readonly ${name}: Call<.*$`, 'mu'), '')
    .replace(new RegExp(`^\\s*${name}: client\\.operation\\(${name}\\),$`, 'mu'), '');
