import { describe, expect, it } from 'vitest';
import { buildOperation, compare, told, toldAll } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';

const schemes: Doc = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  token: { type: 'http', scheme: 'bearer' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://id.example/token', scopes: { read: 'r', write: 'w' } } },
  },
};

const secured = (security: readonly Doc[] | null, securitySchemes: Doc = schemes): Doc =>
  buildOperation(security === null ? {} : { security }, { components: { securitySchemes } });

describe('security', () => {
  it.each<readonly [string, readonly Doc[] | null, readonly Doc[]]>([
    ['credentials are asked for', null, [{ key: [] }]],
    ['an empty list let everybody in', [], [{ key: [] }]],
    ['an alternative goes', [{ key: [] }, { token: [] }], [{ token: [] }]],
    ['a second scheme is asked for as well', [{ key: [] }], [{ key: [], token: [] }]],
    ['a scope is asked for', [{ oauth: ['read'] }], [{ oauth: ['read', 'write'] }]],
    ['another scheme takes its place', [{ key: [] }], [{ token: [] }]],
    ['going without is no longer an alternative', [{}, { key: [] }], [{ key: [] }]],
  ])('breaks when %s', (_title, base, head) => {
    expect(told(compare(secured(head), null, secured(base)))).toEqual([
      expect.stringContaining('error contract/security-tightened'),
    ]);
  });

  it.each<readonly [string, readonly Doc[] | null, readonly Doc[] | null]>([
    ['an alternative comes', [{ key: [] }], [{ key: [] }, { token: [] }]],
    ['a scope goes', [{ oauth: ['read', 'write'] }], [{ oauth: ['read'] }]],
    ['going without becomes an alternative', [{ key: [] }], [{ key: [] }, {}]],
    ['alternatives are reordered', [{ key: [] }, { token: [] }], [{ token: [] }, { key: [] }]],
  ])('holds when %s', (_title, base, head) => {
    expect(told(compare(secured(head), null, secured(base)))).toEqual([]);
  });

  it('knows a scheme by what callers show and not by its name, and the security of the document', () => {
    const renamed = { apiKey: schemes['key'], token: schemes['token'], oauth: schemes['oauth'] };
    expect(told(compare(secured([{ apiKey: [] }], renamed), null, secured([{ key: [] }])))).toEqual([]);
    const global = buildOperation({}, { security: [{ key: [] }], components: { securitySchemes: schemes } });
    expect(told(compare(global, null, secured([{ key: [] }])))).toEqual([]);
    expect(told(compare(global, null, secured(null)))).toEqual(['error contract/security-tightened no credentials']);
  });

  it('breaks when the key moves, and warns when an address of a flow changes', () => {
    const moved = { ...schemes, key: { type: 'apiKey', in: 'query', name: 'key' } };
    expect(told(compare(secured([{ key: [] }], moved), null, secured([{ key: [] }])))).toEqual([
      'error contract/security-tightened apiKey in header as x-key',
      'warning contract/security-scheme-changed key',
    ]);
    const elsewhere = structuredClone(schemes) as { oauth: { flows: { clientCredentials: { tokenUrl: string } } } };
    elsewhere.oauth.flows.clientCredentials.tokenUrl = 'https://login.example/token';
    expect(told(compare(secured([{ oauth: [] }], elsewhere), null, secured([{ oauth: [] }])))).toEqual([
      'warning contract/security-scheme-changed oauth: clientCredentials tokenUrl',
    ]);
  });
});

describe('servers', () => {
  const served = (...urls: readonly string[]): Doc => buildOperation({}, { servers: urls.map((url) => ({ url })) });

  it('are told as a note when one goes', () => {
    const head = served('https://b.example/');
    expect(toldAll(compare(head, null, served('https://a.example', 'https://b.example')))).toEqual([
      'note contract/server-removed https://a.example',
    ]);
  });
});
