import { parseSource } from '../../../source/parse-source.ts';
import type { SyntaxNode } from '../../../source/walk-syntax.ts';
import type { OpenApiSite } from './break-site.ts';
import { editRenderedClient } from './rendered-client-edits.ts';
import { schemaToType } from './schema-to-type.ts';
import { declaredTypes, navigateType, type Arrival, type DeclaredTypes } from './type-navigator.ts';

/**
 * The text of a generated client as it would be if it were generated again after the break: by openapi-typescript (`paths`,
 * `components`), by our own generator (schemas as constants), or as types that are called as the schemas. Null where the client does
 * not hold what broke. Pure.
 */
export const editClient = (path: string, text: string, site: OpenApiSite): string | null => {
  const parsed = parseSource(text, path);
  if (parsed.status !== 'parsed') return null;
  const program = parsed.result.program as unknown as SyntaxNode;
  const rendered = editRenderedClient({ text, program }, site);
  if (rendered !== null) return rendered;
  const types = declaredTypes(program);
  for (const trail of trailsOf(types, site)) {
    const edited = editTypes(text, navigateType(types, trail), { site, name: trail.at(-1) ?? '' });
    if (edited !== null) return edited;
  }
  return null;
};

/** Ways to what broke through the types of a client. */
const trailsOf = (types: DeclaredTypes, { trail, operations }: OpenApiSite): readonly (readonly string[])[] => {
  const names = typeNames(trail);
  if (types.has('paths') || types.has('components')) return [names];
  // Other generators declare each component under its own name.
  if (names[0] === 'components') return [names.slice(2)];
  const [responses, status] = [trail.indexOf('responses'), trail[trail.indexOf('responses') + 1] ?? ''];
  const rest = names.slice(names.indexOf('content') + 2);
  return operations.flatMap(({ operationId }) => {
    if (operationId === null) return [];
    const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`;
    return responses === -1
      ? [
          [`${name}Data`, 'body', ...rest],
          [`${name}Request`, ...rest],
          [`${name}Body`, ...rest],
        ]
      : [
          [`${name}Responses`, status, ...rest],
          [`${name}Response`, ...rest],
          [`${name}${status}`, ...rest],
        ];
  });
};

/** `paths, /users, get, responses, 200, content, application/json, schema, properties, owner` without the words of JSON Schema. */
const typeNames = (trail: readonly string[]): readonly string[] => {
  const start = trail[0] === 'components' ? 3 : trail.indexOf('schema') + 1;
  if (start === 0) return trail;
  const names: string[] = [...trail.slice(0, start)].filter((name) => name !== 'schema' || trail[0] === 'components');
  for (let index = start; index < trail.length; index++) {
    const word = trail[index] ?? '';
    if (word === 'items') names.push('[]');
    else if (word === 'properties') names.push(trail[++index] ?? '');
    else if (/^(?:allOf|anyOf|oneOf)$/u.test(word)) index++;
  }
  return names;
};

type Wanted = { readonly site: OpenApiSite; readonly name: string };

const editTypes = (text: string, { member, container }: Arrival, { site, name }: Wanted): string | null => {
  const { change } = site;
  const type = schemaToType(site.schema);
  if (member === null) {
    if (change !== 'required' || container === null) return null;
    return splice(text, { start: container.start + 1, end: container.start + 1 }, ` ${JSON.stringify(name)}: ${type};`);
  }
  const { node } = member;
  const written = text.slice(node.start, node.end);
  const colon = colonOf(node, text);
  // A method that a path does not have is written so by openapi-typescript.
  if (change === 'removed' && site.isWhole && site.trail.length === 3) return splice(text, node, `${name}?: never;`);
  if (change === 'removed') return splice(text, node, '');
  if (colon === null) return null;
  const key = written
    .slice(0, colon)
    .replace(/\?\s*$/u, '')
    .trimEnd();
  if (change === 'optional') return splice(text, node, `${key}?${written.slice(colon)}`);
  if (change === 'required') return splice(text, node, `${key}${written.slice(colon)}`);
  const mark = node['optional'] === true ? '?' : '';
  return splice(text, node, `${key}${mark}: ${type};`);
};

/** Where the type of a member begins, with its colon, counted from the member's start. */
const colonOf = (node: SyntaxNode, text: string): number | null => {
  const annotation = node['typeAnnotation'] as SyntaxNode | null | undefined;
  if (annotation === null || annotation === undefined) return null;
  const colon = text.lastIndexOf(':', annotation.start + 1);
  return colon < node.start ? null : colon - node.start;
};

const splice = (text: string, { start, end }: { readonly start: number; readonly end: number }, by: string): string =>
  `${text.slice(0, start)}${by}${text.slice(end)}`;
