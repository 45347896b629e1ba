/** The part of an OpenAPI document that a client is made from. */
export type OpenApiDocument = {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
};

type OpenApiOperation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly 'x-idempotent'?: boolean;
  readonly requestBody?: { readonly content: JsonContent };
  readonly responses: Readonly<Record<string, { readonly content?: JsonContent }>>;
};

type JsonContent = { readonly 'application/json'?: { readonly schema: object } };

/**
 * The TypeScript source of a client for a service: its request and answer types, and one function an operation.
 * @param document every operation needs an `operationId` and a JSON schema for its 200 answer
 * @param source the document's path as the header names it
 * @throws Error that names the operation without either
 */
export const renderClient = (document: OpenApiDocument, source: string): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => describeOperation({ path, method, operation })),
  );
  return [
    `// Generated from ${source} by services/chassis/src/client/generate-client.ts. Do not edit.`,
    "import { createClient, type Call, type ClientOptions } from '@interlock-dev/chassis';",
    "import type { XStatic } from 'typebox/schema';",
    '',
    ...operations.map(renderOperation),
    renderFactory(document.info.title, operations),
    '',
  ].join('\n');
};

type Described = {
  readonly name: string;
  readonly summary: string;
  readonly method: string;
  readonly path: string;
  readonly isIdempotent: boolean;
  readonly request: object;
  readonly response: object;
};

const describeOperation = (given: { path: string; method: string; operation: OpenApiOperation }): Described => {
  const { path, operation } = given;
  const method = given.method.toUpperCase();
  const response = operation.responses['200']?.content?.['application/json']?.schema;
  if (operation.operationId === undefined || response === undefined)
    throw new Error(`${method} ${path} needs an operationId and a JSON schema for its answer 200 to get a client`);
  return {
    name: operation.operationId,
    summary: operation.summary ?? `${method} ${path}`,
    method,
    path,
    isIdempotent: method === 'GET' || operation['x-idempotent'] === true,
    request: operation.requestBody?.content['application/json']?.schema ?? { type: 'null' },
    response,
  };
};

const renderOperation = ({ name, summary, ...operation }: Described): string =>
  [
    `const ${name} = ${JSON.stringify(operation, null, 2)} as const;`,
    '',
    `/** Request of: ${summary} */`,
    `export type ${capitalise(name)}Request = XStatic<typeof ${name}.request>;`,
    `/** Answer of: ${summary} */`,
    `export type ${capitalise(name)}Response = XStatic<typeof ${name}.response>;`,
    '',
  ].join('\n');

const renderFactory = (title: string, operations: readonly Described[]): string => {
  const client = `${capitalise(title)}Client`;
  const type = ({ name }: Described): string => `Call<${capitalise(name)}Request, ${capitalise(name)}Response>`;
  return [
    `/** What the ${title} service can be asked. */`,
    `export type ${client} = {`,
    ...operations.map(
      (operation) => `  /** ${operation.summary} */\n  readonly ${operation.name}: ${type(operation)};`,
    ),
    '  readonly isReady: (timeoutMs: number) => Promise<boolean>;',
    '  readonly close: () => Promise<void>;',
    '};',
    '',
    `/** A client of the ${title} service, contract version as in its openapi.json. */`,
    `export const create${client} = (options: ClientOptions): ${client} => {`,
    `  const client = createClient({ name: '${title}', ...options });`,
    '  return {',
    ...operations.map(({ name }) => `    ${name}: client.operation({ name: '${name}', ...${name} }),`),
    '    isReady: client.isReady,',
    '    close: client.close,',
    '  };',
    '};',
  ].join('\n');
};

const capitalise = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
