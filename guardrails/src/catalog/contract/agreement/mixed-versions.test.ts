import { describe, expect, it } from 'vitest';
import type { CollectContext, Json } from '../../../guardrail.ts';
import { documentBreakKey } from '../collect-consumers.ts';
import type { Broken, FoundReliance } from '../collect-consumers.ts';
import { compareDocuments } from '../openapi/compare-documents.ts';
import { buildAgreementContext } from './agreement-context.builder.ts';
import { collectMixedVersions, mixedVersionFindings, mixedVersionMessages } from './mixed-versions.ts';

const document = (paths: object): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths });
const answer = (properties: object, required: readonly string[] = []) => ({
  get: {
    responses: {
      '200': {
        description: 'ok',
        content: { 'application/json': { schema: { type: 'object', properties, required } } },
      },
    },
  },
});
const name = { name: { type: 'string' } };
const owner = { owner: { type: 'string' } };

const context = buildAgreementContext({ base: {}, head: {} }) as CollectContext;

/** Answers that every break the documents have is relied on at these places. */
const reliedOnAt =
  (places: readonly Json[]) =>
  (_: CollectContext, { changed }: Broken): Promise<FoundReliance> => {
    const keys = changed.flatMap((pair) => {
      const comparison = compareDocuments(pair);
      return comparison.state === 'compared'
        ? comparison.differences.map((one) => documentBreakKey(pair.path, one))
        : [];
    });
    return Promise.resolve({ places: Object.fromEntries(keys.map((key) => [key, places])), incomplete: null });
  };

const caller = { file: 'src/cards.ts', line: 7, how: 'client', owner: null };
const mixedOf = (base: string, head: string, places: readonly Json[] = [caller]) =>
  collectMixedVersions(context, [{ path: 'openapi.json', base, head }], reliedOnAt(places));

describe('base and head running side by side', () => {
  it('warns of a new endpoint that a client of head calls already, at the place of the call', async () => {
    const before = document({ '/cards': answer(name) });
    const found = await mixedOf(before, document({ '/cards': answer(name), '/podcasts': answer(name) }));
    const [finding] = mixedVersionFindings(found, { terms: 'additive' });
    expect([finding?.code, finding?.level, finding?.file, finding?.line]).toEqual([
      'contract/mixed-versions',
      'warning',
      'src/cards.ts',
      7,
    ]);
    expect(mixedVersionMessages['contract/mixed-versions']?.(finding?.data ?? {})).toMatch(
      /answers 404[\s\S]*Deploy the server everywhere first/,
    );
  });

  it('warns of a new field of an answer that a client of head reads', async () => {
    const found = await mixedOf(
      document({ '/cards': answer(name) }),
      document({ '/cards': answer({ ...name, ...owner }, ['owner']) }),
    );
    expect(found.map(({ subject }) => subject)).toContain('owner');
  });

  it('says nothing where nobody at head relies on it, or only a test or a mention of the path', async () => {
    const before = document({ '/cards': answer(name) });
    const after = document({ '/cards': answer(name), '/podcasts': answer(name) });
    const places = [[], [{ ...caller, file: 'src/cards.test.ts' }], [{ ...caller, how: 'path' }]];
    for (const each of places) expect(await mixedOf(before, after, each)).toEqual([]);
  });

  it('leaves to the plain comparison what it says already', async () => {
    const of = (type: string) => document({ '/cards': answer({ name: { type } }, ['name']) });
    expect(await mixedOf(of('string'), of('integer'))).toEqual([]);
  });

  it('asks nobody where head only says the same or less', async () => {
    const before = document({ '/cards': answer(name), '/old': answer(name) });
    const never = () => Promise.reject(new Error('nobody is to be asked'));
    const pair = { path: 'openapi.json', base: before, head: document({ '/cards': answer(name) }) };
    expect(await collectMixedVersions(context, [pair], never)).toEqual([]);
    expect(await collectMixedVersions(context, [{ ...pair, base: null }], never)).toEqual([]);
  });
});
