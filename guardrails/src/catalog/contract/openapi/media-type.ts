/** `application/problem+json; charset=utf-8` taken apart, in lower case, parameters sorted. */
export type MediaType = {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: string;
};

/** Reads the name of a media type or range (RFC 9110). Pure. */
export const parseMediaType = (name: string): MediaType => {
  const [essence = '', ...parameters] = name.toLowerCase().split(';');
  const [type = '', subtype = ''] = essence.trim().split('/');
  return {
    type,
    subtype,
    parameters: parameters
      .map((parameter) => parameter.trim())
      .filter((parameter) => parameter !== '')
      .sort()
      .join(';'),
  };
};

/** Whether each body in the media type `inner` is one in `outer` as well: a range, or a format that a suffix names. */
export const coversMediaType = (outer: MediaType, inner: MediaType): boolean =>
  (outer.type === '*' || outer.type === inner.type) &&
  (outer.subtype === '*' || outer.subtype === inner.subtype || inner.subtype.endsWith(`+${outer.subtype}`));

/** Whether two names mean the same format; parameters such as a charset aside. */
export const isSameFormat = (one: MediaType, other: MediaType): boolean =>
  one.type === other.type && one.subtype === other.subtype;

/**
 * The entry of a content that a body of this media type is described by, with its name: of the same name, of the same
 * format, else the narrowest range that covers it. Null where there is none.
 */
export const findMediaType = <Entry>(
  content: ReadonlyMap<string, Entry>,
  name: string,
): readonly [string, Entry] | null => {
  const wanted = parseMediaType(name);
  const exact = content.get(name);
  if (exact !== undefined) return [name, exact];
  const entries = [...content].map((entry) => ({ entry, type: parseMediaType(entry[0]) }));
  const same = entries.find(({ type }) => isSameFormat(type, wanted));
  if (same !== undefined) return same.entry;
  const covering = entries.filter(({ type }) => coversMediaType(type, wanted));
  return (covering.find(({ type }) => type.type !== '*') ?? covering[0])?.entry ?? null;
};
