import { pick, type Random } from './random.ts';
import type { ApiDocument, Schema, Service } from './generate-documents.ts';

/** One break of one service: its document before and after. */
export type GeneratedBreak = { readonly name: string; readonly service: Service; readonly head: ApiDocument };

type Edit = (random: Random, document: ApiDocument, resource: string) => string;

const schemaOf = (document: ApiDocument, { resource, isRequest }: { resource: string; isRequest: boolean }): Schema => {
  const named = document.components?.schemas[isRequest ? `New${resource}` : resource];
  if (named !== undefined) return named;
  const operations = document.paths[`/${resource.toLowerCase()}s`];
  const current = document.paths[`/${resource.toLowerCase()}s/current`];
  const content = isRequest ? operations?.['post']?.requestBody : current?.['get']?.responses['200'];
  const schema = content?.content['application/json'].schema;
  if (schema === undefined) throw new Error(`${resource} has no schema`);
  return schema;
};

type Parts = { properties: Record<string, Schema>; required: string[] };
const partsOf = (schema: Schema): Parts => schema as unknown as Parts;

const answerMembers = ['id', 'label', 'count', 'active', 'tags', 'owner', 'address', 'status'];

const edits: readonly Edit[] = [
  (random, document, resource) => {
    const name = pick(random, [...answerMembers, 'note']);
    const schema = partsOf(schemaOf(document, { resource, isRequest: false }));
    Reflect.deleteProperty(schema.properties, name);
    schema.required = schema.required.filter((one) => one !== name);
    return `the answer lost ${name}`;
  },
  (random, document, resource) => {
    const name = pick(random, answerMembers);
    const schema = partsOf(schemaOf(document, { resource, isRequest: false }));
    schema.required = schema.required.filter((one) => one !== name);
    return `${name} may be absent from the answer`;
  },
  (random, document, resource) => {
    const name = pick(random, ['id', 'label', 'count', 'active', 'owner']);
    const schema = partsOf(schemaOf(document, { resource, isRequest: false }));
    schema.properties[name] = { type: name === 'count' ? 'string' : name === 'active' ? 'string' : 'integer' };
    return `${name} of the answer is another type`;
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: false }));
    const address = partsOf(schema.properties['address'] ?? {});
    Reflect.deleteProperty(address.properties, 'city');
    address.required = ['street'];
    return 'the answer lost address.city';
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: true }));
    schema.properties['region'] = { type: 'string' };
    schema.required.push('region');
    return 'the request must hold region';
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: true }));
    schema.required.push('note');
    return 'the request must hold note';
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: true }));
    schema.properties['count'] = { type: 'string' };
    return 'count of the request is another type';
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: true }));
    Reflect.deleteProperty(schema.properties, 'status');
    return 'the request lost status';
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: true }));
    schema.properties['status'] = { type: 'string', enum: ['closed'] };
    return 'status of the request no longer takes open';
  },
  (_, document, resource) => {
    const schema = partsOf(schemaOf(document, { resource, isRequest: false }));
    schema.properties['status'] = { type: 'string', enum: ['open', 'closed', 'lost'] };
    return 'status of the answer may be lost';
  },
  (_, document, resource) => {
    Reflect.deleteProperty(document.paths, `/${resource.toLowerCase()}s/current`);
    return 'a path is gone';
  },
  (_, document, resource) => {
    Reflect.deleteProperty(document.paths[`/${resource.toLowerCase()}s`] ?? {}, 'post');
    return 'a method is gone';
  },
];

/** Breaks of services, in turn by kind, each of a service and resource by chance. */
export const generateBreaks = (
  random: Random,
  services: readonly Service[],
  count: number,
): readonly GeneratedBreak[] =>
  Array.from({ length: count }, (_, index) => {
    const service = pick(random, services);
    const resource = pick(random, service.resources);
    const head = structuredClone(service.document);
    const edit = edits[index % edits.length];
    const what = edit?.(random, head, resource) ?? '';
    return { name: `${service.name} ${resource}: ${what}`, service, head };
  });
