/** Where a member stands in a JSON text: offsets of its key (of its value in an array) and of its value. */
export type JsonPosition = { readonly key: number; readonly value: number };

/** Offset of an object or array → its members by name or index. */
export type JsonPositions = (offset: number) => ReadonlyMap<string, JsonPosition>;

/**
 * Reads positions in a text that is known to be JSON, one container at a time and each once: a hundred times faster on a
 * large document than a parser that keeps the positions of everything.
 */
export const createJsonPositions = (text: string): JsonPositions => {
  const known = new Map<number, ReadonlyMap<string, JsonPosition>>();
  return (offset) => {
    const members = known.get(offset) ?? readMembers(text, offset);
    known.set(offset, members);
    return members;
  };
};

/** Offset of the first character that is no white space. */
export const skipSpace = (text: string, offset: number): number => {
  let at = offset;
  while (/\s/.test(text.charAt(at)) || text.charAt(at) === '\uFEFF') at += 1;
  return at;
};

const readMembers = (text: string, offset: number): ReadonlyMap<string, JsonPosition> => {
  const members = new Map<string, JsonPosition>();
  const isObject = text.charAt(offset) === '{';
  if (!isObject && text.charAt(offset) !== '[') return members;
  let at = skipSpace(text, offset + 1);
  for (let index = 0; at < text.length && !'}]'.includes(text.charAt(at)); index += 1) {
    const key = at;
    const keyEnd = isObject ? skipString(text, at) : at;
    const value = isObject ? skipSpace(text, skipSpace(text, keyEnd) + 1) : at;
    members.set(isObject ? (JSON.parse(text.slice(key, keyEnd)) as string) : String(index), { key, value });
    at = skipSpace(text, skipValue(text, value));
    if (text.charAt(at) === ',') at = skipSpace(text, at + 1);
  }
  return members;
};

const skipValue = (text: string, offset: number): number => {
  const first = text.charAt(offset);
  if (first === '"') return skipString(text, offset);
  if (first !== '{' && first !== '[') return nextMatch(text, /[,}\]\s]/g, offset);
  let depth = 0;
  for (let at = offset; at < text.length;) {
    const character = text.charAt(at);
    if (character === '"') at = skipString(text, at);
    else {
      depth += character === '{' || character === '[' ? 1 : -1;
      at += 1;
    }
    if (depth === 0) return at;
    at = nextMatch(text, /["{}[\]]/g, at);
  }
  return text.length;
};

/** Offset behind the closing quote. */
const skipString = (text: string, offset: number): number => {
  let end = text.indexOf('"', offset + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
};

const isEscaped = (text: string, offset: number): boolean => {
  let slashes = 0;
  while (text.charAt(offset - 1 - slashes) === '\\') slashes += 1;
  return slashes % 2 === 1;
};

const nextMatch = (text: string, pattern: RegExp, offset: number): number => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.index ?? text.length;
};
