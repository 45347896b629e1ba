import { child, items, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { textMember } from '../document/parse-document.ts';
import type { Requirement, SecurityScheme } from './api.ts';
import type { Resolve } from './read-content.ts';

/** The ways in that `security` names; null where it says nothing. An empty list lets everybody in. Pure. */
export const readSecurity = (holder: Located): readonly Requirement[] | null => {
  const stated = child(holder, 'security');
  if (stated === null || !Array.isArray(stated.node)) return null;
  const requirements = items(stated).map(
    (requirement): Requirement =>
      new Map(members(requirement).map(([scheme, scopes]) => [scheme, items(scopes).map(({ node }) => String(node))])),
  );
  return requirements.length === 0 ? [new Map()] : requirements;
};

/** Reads `components.securitySchemes`, in Swagger 2.0 `securityDefinitions`. Pure. */
export const readSchemes = (holder: Located | null, resolve: Resolve): ReadonlyMap<string, SecurityScheme> =>
  new Map(
    members(holder).map(([name, located]) => {
      const scheme = resolve(located) ?? located;
      return [name, { identity: identityOf(scheme), details: detailsOf(scheme), at: scheme }];
    }),
  );

const identityOf = ({ node }: Located): string => {
  const text = (key: string): string => textMember(node, key) ?? '';
  switch (text('type')) {
    case 'basic':
      return 'http basic';
    case 'http':
      return `http ${text('scheme').toLowerCase()}`;
    case 'apiKey':
      return `apiKey in ${text('in')} as ${text('in') === 'header' ? text('name').toLowerCase() : text('name')}`;
    default:
      return text('type');
  }
};

const addresses = ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'deviceAuthorizationUrl'];

/** `authorizationCode tokenUrl` → its address, `authorizationCode scope read` → ''. */
const detailsOf = (scheme: Located): ReadonlyMap<string, string> => {
  const flows = members(child(scheme, 'flows'));
  const swaggerFlow = textMember(scheme.node, 'flow');
  const all = swaggerFlow === null ? flows : [[swaggerFlow, scheme] as const, ...flows];
  const connect = textMember(scheme.node, 'openIdConnectUrl');
  return new Map([
    ...(connect === null ? [] : [['openIdConnectUrl', connect] as const]),
    ...all.flatMap(([flow, located]) => [
      ...addresses.flatMap((key) => {
        const address = textMember(located.node, key);
        return address === null ? [] : [[`${flow} ${key}`, address] as const];
      }),
      ...members(child(located, 'scopes')).map(([scope]) => [`${flow} scope ${scope}`, ''] as const),
    ]),
  ]);
};
