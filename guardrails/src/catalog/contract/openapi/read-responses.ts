import { child, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import type { Content, Media, Operation, Response } from './api.ts';
import { readContent } from './read-content.ts';
import type { Resolve } from './read-content.ts';
import { readHeader } from './read-parameters.ts';

/** Reads the answers of an operation. `produces`: the media types of Swagger 2.0, which names them apart. Pure. */
export const readResponses = (
  operation: Located,
  produces: readonly string[],
  resolve: Resolve,
): Operation['responses'] =>
  new Map(
    members(child(operation, 'responses'))
      .filter(([status]) => !status.startsWith('x-'))
      .map(([status, located]) => [
        status.replaceAll('x', 'X'),
        readResponse(resolve(located) ?? located, produces, resolve),
      ]),
  );

const readResponse = (response: Located, produces: readonly string[], resolve: Resolve): Response => ({
  content: swaggerContent(child(response, 'schema'), produces) ?? readContent(response, resolve),
  headers: new Map(
    members(child(response, 'headers'))
      .filter(([name]) => name.toLowerCase() !== 'content-type')
      .map(([name, located]) => [name.toLowerCase(), readHeader(name, resolve(located) ?? located, resolve)]),
  ),
  links: new Map(members(child(response, 'links'))),
  at: response,
});

/** One schema in each of several media types; null where there is no schema. Pure. */
export const swaggerContent = (schema: Located | null, types: readonly string[]): Content | null =>
  schema === null ? null : new Map(types.map((type) => [type, mediaOf(schema)]));

const mediaOf = (schema: Located): Media => ({ schema, itemSchema: null, encoding: new Map(), at: schema });
