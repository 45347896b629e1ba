import { child } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { isRecord, member, textMember } from '../document/parse-document.ts';
import { withoutKey } from '../document/without-key.ts';
import type { Body } from './api.ts';
import { readContent } from './read-content.ts';
import type { Resolve } from './read-content.ts';
import { swaggerContent } from './read-responses.ts';

/** What the body of a request is read from. */
export type BodySource = {
  readonly operation: Located;
  /** Swagger 2.0: the body is one of these, or what all fields of a form make together. */
  readonly parameters: readonly Located[];
  /** Swagger 2.0 names media types apart. */
  readonly consumes: readonly string[];
};

/** Reads the body of a request; null where it has none. Pure. */
export const readBody = ({ operation, parameters, consumes }: BodySource, resolve: Resolve): Body | null => {
  const stated = child(operation, 'requestBody');
  if (stated === null) return readSwaggerBody(parameters, consumes);
  const body = resolve(stated);
  if (body === null) return null;
  return { isRequired: member(body.node, 'required') === true, content: readContent(body, resolve), at: body };
};

const readSwaggerBody = (parameters: readonly Located[], consumes: readonly string[]): Body | null => {
  const body = parameters.find(({ node }) => member(node, 'in') === 'body');
  if (body !== undefined) {
    const isRequired = member(body.node, 'required') === true;
    return { isRequired, content: swaggerContent(child(body, 'schema'), consumes) ?? new Map(), at: body };
  }
  const fields = parameters.filter(({ node }) => member(node, 'in') === 'formData');
  const [first] = fields;
  if (first === undefined) return null;
  const required = fields.filter(({ node }) => member(node, 'required') === true).map(nameOf);
  const properties = Object.fromEntries(fields.map((field) => [nameOf(field), withoutRequired(field)]));
  const schema: Located = { ...first, node: { type: 'object', properties, required } };
  const types = consumes.filter((type) => /form/.test(type));
  const content = swaggerContent(schema, types.length > 0 ? types : ['application/x-www-form-urlencoded']);
  return { isRequired: required.length > 0, content: content ?? new Map(), at: first };
};

const nameOf = ({ node }: Located): string => textMember(node, 'name') ?? '';

/** Without `required`, which is a boolean there and not a list. */
const withoutRequired = ({ node }: Located): unknown => (isRecord(node) ? withoutKey(node, 'required') : node);
