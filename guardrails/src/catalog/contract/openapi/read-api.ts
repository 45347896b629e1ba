import type { DocumentSet } from '../document/document-set.ts';
import { child, items, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { member, textMember } from '../document/parse-document.ts';
import type { Api } from './api.ts';
import { readPath } from './read-operations.ts';
import type { Defaults } from './read-operations.ts';
import { readSchemes, readSecurity } from './read-security.ts';
import { readServers, readSwaggerServers } from './read-servers.ts';

/** Reads all that a document promises, whatever the dialect it was written in. Pure. */
export const readApi = (set: DocumentSet): Api => {
  const { start, resolve, dialect, root } = set;
  const isSwagger = dialect === '2.0';
  const components = child(start, 'components');
  const defaults: Defaults = {
    resolve,
    security: readSecurity(start) ?? [new Map()],
    consumes: mediaTypes(child(start, 'consumes')),
    produces: mediaTypes(child(start, 'produces')),
  };
  const schemes = isSwagger ? child(start, 'securityDefinitions') : components && child(components, 'securitySchemes');
  const schemas = isSwagger ? child(start, 'definitions') : components && child(components, 'schemas');
  return {
    version: textMember(member(root, 'info'), 'version'),
    paths: members(child(start, 'paths'))
      .filter(([path]) => path.startsWith('/'))
      .map(([path, located]) => readPath(path, located, defaults)),
    webhooks: readWebhooks(start, defaults),
    servers: isSwagger ? readSwaggerServers(start) : (readServers(start) ?? []),
    schemes: readSchemes(schemes, resolve),
    schemas: new Map(members(schemas)),
    start,
  };
};

const readWebhooks = (start: Located, defaults: Defaults): Api['webhooks'] =>
  new Map(
    [...members(child(start, 'webhooks')), ...members(child(start, 'x-webhooks'))].map(([name, located]) => [
      name,
      readPath(name, located, { ...defaults, security: [new Map()] }),
    ]),
  );

const mediaTypes = (located: Located | null): readonly string[] => {
  const types = items(located).flatMap(({ node }) => (typeof node === 'string' ? [node] : []));
  return types.length > 0 ? types : ['*/*'];
};
