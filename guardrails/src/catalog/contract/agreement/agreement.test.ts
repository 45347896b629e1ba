import { describe, expect, it } from 'vitest';
import { buildAgreementContext } from './agreement-context.builder.ts';
import type { Printing, Texts } from './agreement-context.builder.ts';
import { agreementFindings, agreementMessages } from './agreement-findings.ts';
import { collectEmissions } from './collect-emissions.ts';
import { collectStaleClients, documentHash } from './generated-header.ts';

const openapi = { kind: 'document', path: 'openapi.json', command: 'node emit.ts' } as const;
const api = (title: string): string => JSON.stringify({ openapi: '3.1.0', info: { title } });

const findingsOf = async (texts: { readonly base: Texts; readonly head: Texts }, prints: Printing) => {
  const emissions = await collectEmissions([openapi], buildAgreementContext(texts, prints));
  return agreementFindings({ emissions, staleClients: [] });
};

describe('a document that code emits', () => {
  it('has no finding when the committed document is what the command prints', async () => {
    const texts = { base: { 'openapi.json': api('a') }, head: { 'openapi.json': api('b') } };
    expect(await findingsOf(texts, () => ({ stdout: JSON.stringify(JSON.parse(api('b')), null, 2) }))).toEqual([]);
  });

  it('is an error when the change left it behind, with the first differences and the command that mends it', async () => {
    const texts = { base: { 'openapi.json': api('a') }, head: { 'openapi.json': api('a') } };
    const found = await findingsOf(texts, (side) => ({ stdout: side === 'base' ? api('a') : api('b') }));
    expect(found.map(({ code, level, file }) => [code, level, file])).toEqual([
      ['contract/document-stale', 'error', 'openapi.json'],
    ]);
    const message = agreementMessages['contract/document-stale']?.(found[0]?.data ?? {});
    expect(message).toContain('`/info/title`: `a` committed, `b` emitted');
    expect(message).toContain('`node emit.ts`');
  });

  it('is a warning when it was stale on base already', async () => {
    const texts = { base: { 'openapi.json': api('a') }, head: { 'openapi.json': api('a') } };
    const [found] = await findingsOf(texts, () => ({ stdout: api('b') }));
    expect(found?.level).toBe('warning');
  });

  it('is an error when its command fails on head and not on base, a warning when on both', async () => {
    const texts = { base: { 'openapi.json': api('a') }, head: { 'openapi.json': api('a') } };
    const failing = { exitCode: 1, stderr: 'SyntaxError: no\n' };
    const one = await findingsOf(texts, (side) => (side === 'head' ? failing : { stdout: api('a') }));
    const both = await findingsOf(texts, () => failing);
    expect([one, both].flat().map(({ code, level }) => `${level} ${code}`)).toEqual([
      'error contract/not-emitted',
      'warning contract/not-emitted',
    ]);
    expect(agreementMessages['contract/not-emitted']?.(one[0]?.data ?? {})).toContain('SyntaxError: no');
  });

  it('says so when the committed file is not there', async () => {
    const found = await findingsOf({ base: {}, head: {} }, () => ({ stdout: api('a') }));
    expect(found.map(({ code, level }) => [code, level])).toEqual([['contract/not-emitted', 'warning']]);
  });

  it('keeps its fingerprint when other differences appear', async () => {
    const texts = { base: { 'openapi.json': api('a') }, head: { 'openapi.json': api('a') } };
    const fingerprintWith = async (title: string) =>
      (await findingsOf(texts, (side) => ({ stdout: side === 'base' ? api('a') : api(title) })))[0]?.fingerprint;
    expect(await fingerprintWith('b')).toBe(await fingerprintWith('c'));
  });
});

describe('a client whose header names the hash of its document', () => {
  const client = (text: string): string =>
    `// Generated from openapi.json (sha256 ${documentHash(text).slice(0, 16)})\n`;
  const staleIn = (base: Texts, head: Texts) => collectStaleClients(buildAgreementContext({ base, head }));

  it('has no finding when both changed together', async () => {
    const base = { 'openapi.json': api('a'), 'src/generated/client.ts': client(api('a')) };
    const head = { 'openapi.json': api('b'), 'src/generated/client.ts': client(api('b')) };
    expect(await staleIn(base, head)).toEqual([]);
  });

  it('is an error when only the document changed', async () => {
    const base = { 'openapi.json': api('a'), 'src/generated/client.ts': client(api('a')) };
    const staleClients = await staleIn(base, { ...base, 'openapi.json': api('b') });
    const [finding] = agreementFindings({ emissions: [], staleClients });
    expect([finding?.code, finding?.level, finding?.file]).toEqual([
      'contract/client-stale',
      'error',
      'src/generated/client.ts',
    ]);
    expect(agreementMessages['contract/client-stale']?.(finding?.data ?? {})).toContain(
      documentHash(api('b')).slice(0, 16),
    );
  });

  it('does not mind line ends of another system', async () => {
    const windows = '{\r\n}\r\n';
    expect(documentHash(windows)).toBe(documentHash('{\n}\n'));
    await expect(staleIn({}, { 'openapi.json': windows, 'generated/c.ts': client('{\n}\n') })).resolves.toEqual([]);
  });

  it('is left alone when it never agreed on base, or when nothing of the pair changed', async () => {
    const odd = { 'openapi.json': api('a'), 'generated/c.ts': client('another rule') };
    expect(await staleIn(odd, { ...odd, 'openapi.json': api('b') })).toEqual([]);
    expect(await staleIn({ ...odd, 'a.ts': '1' }, { ...odd, 'a.ts': '2' })).toEqual([]);
  });
});
