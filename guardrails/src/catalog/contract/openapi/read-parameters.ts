import { child } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { isRecord, member, textMember } from '../document/parse-document.ts';
import { withoutKey } from '../document/without-key.ts';
import type { Encoding, Parameter } from './api.ts';
import { readContent, readEncoding } from './read-content.ts';
import type { Resolve } from './read-content.ts';
import { readLifecycle } from './read-lifecycle.ts';

/**
 * Reads the parameters of an operation, those of its path first, so that its own win. Headers that OpenAPI says are
 * described elsewhere (`Accept`, `Content-Type`, `Authorization`) do not count. Pure.
 */
export const readParameters = (
  path: string,
  parameters: readonly Located[],
  resolve: Resolve,
): ReadonlyMap<string, Parameter> => {
  const places = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  return new Map(
    parameters.flatMap((located) => {
      const parameter = readParameter(located, resolve);
      if (parameter === null || isDescribedElsewhere(parameter)) return [];
      return [[keyOf(parameter, places), parameter] as const];
    }),
  );
};

const keyOf = ({ in: place, name }: Parameter, places: readonly string[]): string => {
  if (place === 'path') return `path:${places.includes(name) ? places.indexOf(name) : name}`;
  return `${place}:${place === 'header' ? name.toLowerCase() : name}`;
};

const isDescribedElsewhere = ({ in: place, name }: Parameter): boolean =>
  place === 'header' && /^(?:accept|content-type|authorization)$/i.test(name);

const readParameter = (located: Located, resolve: Resolve): Parameter | null => {
  const [name, place] = [textMember(located.node, 'name'), textMember(located.node, 'in')];
  if (name === null || place === null || place === 'body' || place === 'formData') return null;
  return {
    ...readHeader(name, located, resolve),
    in: place,
    isRequired: isRequired(located, place),
    encoding: encodingOf(located, place),
  };
};

/** Reads a header of an answer: a parameter without a place. Pure. */
export const readHeader = (name: string, located: Located, resolve: Resolve): Parameter => {
  const content = readContent(located, resolve);
  return {
    name,
    in: 'header',
    isRequired: isRequired(located, 'header'),
    // Swagger 2.0 writes the words of the schema into the parameter itself.
    schema:
      child(located, 'schema') ??
      (content.size > 0 || textMember(located.node, 'type') === null ? null : swaggerSchema(located)),
    content: content.size > 0 ? content : null,
    encoding: encodingOf(located, 'header'),
    lifecycle: readLifecycle(located.node),
    at: located,
  };
};

const isRequired = ({ node }: Located, place: string): boolean => member(node, 'required') === true || place === 'path';

/** Without `required`, which is a boolean there and not a list. */
const swaggerSchema = (located: Located): Located =>
  isRecord(located.node) ? { ...located, node: withoutKey(located.node, 'required') } : located;

const defaultStyles: ReadonlyMap<string, string> = new Map([
  ['query', 'form'],
  ['cookie', 'form'],
  ['path', 'simple'],
  ['header', 'simple'],
  ['querystring', 'form'],
]);

const encodingOf = (located: Located, place: string): Encoding => {
  const collection = textMember(located.node, 'collectionFormat');
  const encoding = readEncoding(located, defaultStyles.get(place) ?? 'form');
  if (collection === null) return encoding;
  return { ...encoding, style: `collection ${collection}`, explode: collection === 'multi' };
};
