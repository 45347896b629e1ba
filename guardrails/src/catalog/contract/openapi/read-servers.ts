import { child, items, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { member, textMember } from '../document/parse-document.ts';
import type { Server } from './api.ts';

/** The addresses that `servers` names, without a closing slash; null where it says nothing. Pure. */
export const readServers = (holder: Located): readonly Server[] | null => {
  const stated = child(holder, 'servers');
  if (stated === null) return null;
  return items(stated).map((server) => ({ url: withoutSlash(textMember(server.node, 'url') ?? '/'), at: server }));
};

/** Swagger 2.0: schemes, host and base path make the addresses. Pure. */
export const readSwaggerServers = (root: Located): readonly Server[] => {
  const host = textMember(root.node, 'host');
  const path = textMember(root.node, 'basePath') ?? '';
  if (host === null) return path === '' ? [] : [{ url: withoutSlash(path), at: child(root, 'basePath') ?? root }];
  const schemes = items(child(root, 'schemes')).map(({ node }) => String(node));
  const at = child(root, 'host') ?? root;
  return (schemes.length === 0 ? [''] : schemes).map((scheme) => ({
    url: withoutSlash(`${scheme === '' ? '' : `${scheme}:`}//${host}${path}`),
    at,
  }));
};

/** `https://api.example.com/{version}` with the defaults of its variables → `/v1`; empty where it has no path. */
export const pathOfServer = ({ url, at }: Server): string => {
  const filled = url.replace(/\{([^}]*)\}/g, (all, name: string) => {
    const variable = members(child(at, 'variables')).find(([key]) => key === name)?.[1];
    const value = member(variable?.node, 'default');
    return typeof value === 'string' ? value : all;
  });
  return withoutSlash(filled.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, ''));
};

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
