import type { Fields, Value } from '../witness/as-json-schema.ts';
import { read } from '../witness/find-schema-pointer.ts';

/** One in so many of a document's paths, webhooks and components, with all components that these refer to. Pure. */
export const cutDocument = (document: Fields, share: number): Fields => {
  const paths = Object.entries(document['paths'] as Fields);
  const step = Math.round(1 / share);
  const every = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, index) => index % step === 0);
  const kept = Object.fromEntries(every(paths));
  const webhooks = Object.fromEntries(
    every(Object.entries((document['webhooks'] ?? document['x-webhooks'] ?? {}) as Fields)),
  );
  const pointers = new Set([...reachable(document, [kept, webhooks]), ...every(componentPointers(document))]);
  const components: { [kind: string]: { [name: string]: Value } } = {};
  for (const pointer of pointers) {
    const [, , kind = '', name = ''] = pointer.split('/');
    const value = read(document, pointer);
    if (value !== undefined) (components[kind] ??= {})[name.replaceAll('~1', '/').replaceAll('~0', '~')] = value;
  }
  const name = document['webhooks'] === undefined ? 'x-webhooks' : 'webhooks';
  return { ...document, paths: kept, ...(document[name] === undefined ? {} : { [name]: webhooks }), components };
};

const componentPointers = (document: Fields): readonly string[] =>
  Object.entries((document['components'] ?? {}) as Fields).flatMap(([kind, named]) =>
    Object.keys(named as Fields).map(
      (name) => `/components/${kind}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    ),
  );

const reachable = (document: Fields, from: Value): ReadonlySet<string> => {
  const found = new Set<string>();
  const queue: Value[] = [from];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, value] of Object.entries(node)) {
      if (key !== '$ref' || typeof value !== 'string') {
        queue.push(value);
        continue;
      }
      const pointer = /^#(\/components\/[^/]+\/[^/]+)/.exec(value)?.[1];
      if (pointer === undefined || found.has(pointer)) continue;
      found.add(pointer);
      const target = read(document, pointer);
      if (target !== undefined) queue.push(target);
    }
  }
  return found;
};
