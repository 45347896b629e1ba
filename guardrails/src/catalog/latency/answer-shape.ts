import type { Answer } from './latency-evidence.ts';

const mostPlaces = 500;

/**
 * The shape of a JSON text: each place and the type found there, such as `cards[].id:string`, sorted, each once, at most
 * 500; null where the text is not JSON. Two answers with other values and equal structure have equal shapes. Pure.
 */
export const answerShape = (text: string): readonly string[] | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON is an answer too, and null says so.
    return null;
  }
  const places = new Set<string>();
  collectPlaces(value, '', places);
  return [...places].sort();
};

const collectPlaces = (value: unknown, place: string, places: Set<string>): void => {
  if (places.size >= mostPlaces) return;
  places.add(`${place}:${typeName(value)}`);
  if (Array.isArray(value)) value.forEach((item: unknown) => collectPlaces(item, `${place}[]`, places));
  else if (typeof value === 'object' && value !== null)
    Object.entries(value).forEach(([key, item]) => collectPlaces(item, place === '' ? key : `${place}.${key}`, places));
};

const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** What head's answer lacks of base's shape, and what it has beyond it. Pure. */
export const compareShapes = (
  base: Answer['shape'],
  head: Answer['shape'],
): { readonly gone: readonly string[]; readonly added: readonly string[] } => {
  const [before, after] = [new Set(base ?? ['body:not JSON']), new Set(head ?? ['body:not JSON'])];
  return {
    gone: [...before].filter((place) => !after.has(place)),
    added: [...after].filter((place) => !before.has(place)),
  };
};
