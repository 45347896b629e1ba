import type { Fields, Value } from '../witness/as-json-schema.ts';
import type { Random } from './random.ts';
import { narrow } from './narrowings.ts';
import { replaceAt } from './schema-sites.ts';

/** An edit that breaks somebody: what was done, and the document after it. */
export type Edited = { readonly name: string; readonly document: Fields };

type Edit = { readonly name: string; readonly apply: (document: Fields, random: Random) => Fields | null };

/** Edits outside of schemas, and the two of schemas. */
const edits: readonly Edit[] = [
  { name: 'path removed', apply: (document, random) => without(document, ['paths'], random) },
  {
    name: 'method removed',
    apply: (document, random) =>
      withPath(document, random, (item) => (Object.keys(item).length > 1 ? { post: item['post'] ?? {} } : null)),
  },
  {
    name: 'success status replaced',
    apply: (document, random) =>
      withOperation(document, random, (operation) => ({ ...operation, responses: { '204': { description: 'none' } } })),
  },
  { name: 'required parameter added', apply: (document, random) => withOperation(document, random, requiredParameter) },
  { name: 'request body became required', apply: (document, random) => withOperation(document, random, requiredBody) },
  { name: 'media type replaced', apply: (document, random) => withOperation(document, random, otherMediaType) },
  { name: 'request narrowed', apply: (document, random) => narrow(document, 'request', random)?.narrow ?? null },
  { name: 'response widened', apply: widenResponse },
];

function widenResponse(document: Fields, random: Random): Fields | null {
  // The widened one is the head: what a narrowing takes away from base is put back.
  return narrow(document, 'response', random)?.narrow ?? null;
}

/** Applies one breaking edit; null where none applies. `isReversed`: the edited document is to be the base. Pure, by the random numbers. */
export const breakDocument = (document: Fields, random: Random): (Edited & { readonly isReversed: boolean }) | null => {
  for (const { name, apply } of random.shuffle(edits)) {
    const edited = apply(document, random);
    if (edited !== null) return { name, document: edited, isReversed: name === 'response widened' };
  }
  return null;
};

type Change = (part: Fields) => Fields | null;

const withPath = (document: Fields, random: Random, change: Change): Fields | null => {
  const paths = document['paths'] as Fields;
  for (const path of random.shuffle(Object.keys(paths))) {
    const changed = change(paths[path] as Fields);
    if (changed !== null) return replaceAt(document, ['paths', path], () => changed);
  }
  return null;
};

const withOperation = (document: Fields, random: Random, change: Change): Fields | null =>
  withPath(document, random, (item) => {
    for (const method of random.shuffle(Object.keys(item))) {
      const changed = change(item[method] as Fields);
      if (changed !== null) return { ...item, [method]: changed };
    }
    return null;
  });

const without = (document: Fields, path: readonly string[], random: Random): Fields | null => {
  const names = Object.keys(document['paths'] as Fields);
  const gone = random.pick(names);
  if (gone === undefined) return null;
  return replaceAt(document, path, (paths) =>
    Object.fromEntries(Object.entries(paths).filter(([name]) => name !== gone)),
  );
};

const requiredParameter: Change = (operation) => ({
  ...operation,
  parameters: [
    ...((operation['parameters'] ?? []) as readonly Value[]),
    { name: 'tenant', in: 'query', required: true, schema: { type: 'string' } },
  ],
});

const requiredBody: Change = (operation) => {
  const body = operation['requestBody'] as Fields | undefined;
  return body === undefined || body['required'] === true
    ? null
    : { ...operation, requestBody: { ...body, required: true } };
};

const otherMediaType: Change = (operation) => {
  const body = operation['requestBody'] as Fields | undefined;
  if (body === undefined) return null;
  const [schema] = Object.values(body['content'] as Fields);
  return { ...operation, requestBody: { ...body, content: { 'application/x-www-form-urlencoded': schema ?? {} } } };
};
