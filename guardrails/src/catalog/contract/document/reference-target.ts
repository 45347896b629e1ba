/** What a reference points at: a file of the repository and a place in it, or why it is not followed. */
export type ReferenceTarget =
  | { readonly file: string; readonly fragment: string }
  /** `network`: another server; `outside`: out of the repository. */
  | { readonly reason: 'network' | 'outside' };

/**
 * Where the `$ref` of a file leads to, by the rules of RFC 3986 for relative references. `file` is a path in the
 * repository, with `/`; an address of a server or a path out of the repository is not followed. Pure.
 */
export const referenceTarget = (reference: string, from: string): ReferenceTarget => {
  const [address = '', ...rest] = reference.split('#');
  const fragment = decode(rest.join('#'));
  if (address === '') return { file: from, fragment };
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) return { reason: 'network' };
  const path = decode(address.split('?')[0] ?? '').replaceAll('\\', '/');
  if (path.startsWith('/')) return { reason: 'outside' };
  const segments = from.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return { reason: 'outside' };
  }
  return { file: segments.join('/'), fragment };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
