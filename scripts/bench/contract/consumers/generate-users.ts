import { pick, type Random } from './random.ts';
import type { Service } from './generate-documents.ts';

/** Path → text. */
export type Files = { readonly [path: string]: string };

/** Where the client of a service stands. */
export const clientPath = ({ name, generator }: Service): string =>
  generator === 'ours' ? `clients/${name}/generated/client.ts` : `clients/${name}/generated/schema.d.ts`;

/** Code that uses the clients of services: it reads members, hands answers on, builds requests; and code that uses none. */
export const generateUsers = (random: Random, services: readonly Service[]): Files =>
  Object.fromEntries(
    [
      { 'src/plain.ts': 'export const label = (given: { label: string }): string => given.label;\n' },
      ...services.flatMap((service) => [
        helper(service),
        ...service.resources.map((name) => usersOf(random, { service, name })),
      ]),
    ].flatMap((files) => Object.entries(files)),
  );

type One = { readonly service: Service; readonly name: string };

/** How code calls a client of openapi-typescript's types, as openapi-fetch does. */
const helper = (service: Service): Files =>
  service.generator === 'ours'
    ? {}
    : {
        [`src/${service.name}/call.ts`]: `import type { paths } from '../../${clientPath(service).replace(/\.d\.ts$/u, '')}.js';

type Json<Part> = Part extends { content: { 'application/json': infer Body } } ? Body : never;
export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> =
  paths[Path][Method] extends { responses: { 200: infer Found } } ? Json<Found> : never;
export type Request<Path extends keyof paths, Method extends keyof paths[Path]> =
  paths[Path][Method] extends { requestBody: infer Found } ? Json<Found> : never;
type PathsWith<Method extends string> = {
  [Path in keyof paths]: paths[Path] extends { [name in Method]: object } ? Path : never;
}[keyof paths];
export declare const get: <Path extends PathsWith<'get'>>(path: Path) => Promise<Answer<Path, 'get' & keyof paths[Path]>>;
export declare const post: <Path extends PathsWith<'post'>>(
  path: Path,
  body: Request<Path, 'post' & keyof paths[Path]>,
) => Promise<Answer<Path, 'post' & keyof paths[Path]>>;
`,
      };

const usersOf = (random: Random, { service, name }: One): Files => {
  const folder = `src/${service.name}/${name.toLowerCase()}`;
  const access = service.generator === 'ours' ? oursAccess({ service, name }) : typesAccess({ service, name });
  const member = pick(random, ['label', 'owner', 'id']);
  return {
    [`${folder}-view.ts`]: `${access.imports}
export const view = async (): Promise<string> => {
  const value = ${access.read};
  const { tags, ...rest } = value;
  return [
    value.${member},
    rest.address.city,
    tags.join(','),
  ].join(' ');
};
`,
    [`${folder}-count.ts`]: `${access.imports}
export const total = async (): Promise<number> => {
  const all = ${access.list};
  const counts = all.map((one) => one.count);
  return counts.reduce((sum, count) => sum + count, 0);
};
`,
    [`${folder}-status.ts`]: `${access.imports}
export type Own = { readonly label: string; readonly active: boolean };
export const own = async (): Promise<Own> => {
  const given = ${access.read};
  const copy: Own = given;
  return copy;
};
export const isOpen = async (): Promise<'open' | 'closed'> => {
  const given = ${access.read};
  const status: 'open' | 'closed' = given.status;
  return status;
};
`,
    [`${folder}-create.ts`]: `${access.imports}
export const create = async (label: string): Promise<string> => {
  const made = ${access.create('{ label, count: 1, status: "open" }')};
  return made.id.trim();
};
export const plain = async (): Promise<void> => {
  await ${access.post('{ label: "plain", count: 2 }')};
};
`,
  };
};

type Access = {
  readonly imports: string;
  readonly read: string;
  readonly list: string;
  readonly create: (body: string) => string;
  readonly post: (body: string) => string;
};

const oursAccess = ({ service, name }: One): Access => {
  const title = service.document.info.title;
  const type = `${title.charAt(0).toUpperCase()}${title.slice(1)}Client`;
  const depth = '../../';
  return {
    imports: `import type { ${type} } from '${depth}${clientPath(service)}';\n\ndeclare const client: ${type};\nconst valueOf = <Value>(answer: { ok: true; value: Value } | { ok: false }): Value => {\n  if (!answer.ok) throw new Error('refused');\n  return answer.value;\n};\n`,
    read: `valueOf(await client.read${name}(null, 1000))`,
    list: `valueOf(await client.list${name}s(null, 1000))`,
    create: (body) => `valueOf(await client.create${name}(${body}, 1000))`,
    post: (body) => `client.create${name}(${body}, 1000)`,
  };
};

const typesAccess = ({ name }: One): Access => {
  const path = `/${name.toLowerCase()}s`;
  return {
    imports: `import { get, post } from './call.js';\n`,
    read: `await get('${path}/current')`,
    list: `await get('${path}')`,
    create: (body) => `await post('${path}', ${body})`,
    post: (body) => `post('${path}', ${body})`,
  };
};
