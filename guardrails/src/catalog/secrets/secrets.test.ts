import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, ChangedFile } from '../../change/change.ts';
import type { Finding } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { ChangeHistory } from '../../tree/read-history.ts';
import { collectSecrets } from './collect-secrets.ts';
import { findSecrets } from './find-secrets.ts';
import { madeUpKeys, madeUpPrivateKey, madeUpText, madeUpToken } from './made-up-keys.builder.ts';
import { secrets } from './secrets.ts';

const file = (path: string, text: string, removed: readonly string[] = []): ChangedFile => {
  const added = text.split('\n');
  return {
    ...{ status: 'modified', path, baseMode: '100644', headMode: '100644', isBinary: false },
    hunks: [{ baseStart: 1, baseCount: removed.length, headStart: 11, headCount: added.length, removed, added }],
  };
};

const changeOf = (...files: readonly ChangedFile[]): Change => ({ base: 'b', head: 'h', files });

const brief: BriefTerms = {
  ...{ task: 'a-task', scope: { write: ['**'], forbid: [] }, api: 'unchanged', tests: 'add' },
  ...{ behaviour: 'unchanged', diffLines: null },
};

const collect = (change: Change, history: ChangeHistory = { steps: [], omitted: 0 }) =>
  collectSecrets({ change, history: () => Promise.resolve(history), signal: new AbortController().signal });

type Judged = { readonly history?: ChangeHistory; readonly terms?: BriefTerms | null };

const check = async (change: Change, { history, terms = null }: Judged = {}): Promise<readonly Finding[]> =>
  secrets.assess(await collect(change, history), { configuration: defaultConfiguration, exemptions: [], brief: terms });

const codes = async (change: Change, judged?: Judged): Promise<readonly string[]> =>
  (await check(change, judged)).map(
    ({ level, code, file: path, line }) => `${level} ${code} ${path ?? ''}:${line ?? ''}`,
  );

describe('secrets', () => {
  it.each([
    ['GitHub', madeUpKeys.github()],
    ['npm', madeUpKeys.npm()],
    ['AWS', madeUpKeys.aws()],
    ['Slack', madeUpKeys.slack()],
    ['Stripe', madeUpKeys.stripe()],
    ['Anthropic', madeUpKeys.anthropic()],
    ['SendGrid', madeUpKeys.sendgrid()],
  ])('blocks a key of %s in code, and names its line', async (_, key) => {
    expect(await codes(changeOf(file('src/a.ts', `const a = 1;\nconst key = '${key}';`)))).toEqual([
      'error secrets/key src/a.ts:12',
    ]);
  });

  it('takes equal digits in the numbers of a Slack token for chance, and numbers typed in order for a placeholder', async () => {
    const keyOf = (team: string): string => ['xoxb', team, '9165953444743', madeUpText(24, 9)].join('-');
    expect(await codes(changeOf(file('src/a.ts', `x = '${keyOf('850278422229')}'`)))).toEqual([
      'error secrets/key src/a.ts:11',
    ]);
    expect(await codes(changeOf(file('src/a.ts', `x = '${keyOf('123456789012')}'`)))).toEqual([]);
  });

  it('warns of a key in a test or an example, where it may be made up', async () => {
    const text = `const key = '${madeUpKeys.slack()}';`;
    expect(await codes(changeOf(file('src/a.test.ts', text)))).toEqual(['warning secrets/key src/a.test.ts:11']);
    expect(await codes(changeOf(file('docs/setup.md', text)))).toEqual(['warning secrets/key docs/setup.md:11']);
  });

  it('doubts a token whose check digits do not fit', async () => {
    const wrong = `ghp_${madeUpText(36, 20)}`;
    expect(await codes(changeOf(file('src/a.ts', `x = '${wrong}'`)))).toEqual(['warning secrets/key src/a.ts:11']);
    expect(await codes(changeOf(file('src/a.ts', `x = '${wrong}'`)), { terms: brief })).toEqual([
      'error secrets/key src/a.ts:11',
    ]);
  });

  it('finds a private key that decodes, as lines and inside a literal', async () => {
    const key = madeUpPrivateKey();
    expect(await codes(changeOf(file('deploy/key.pem', key)))).toEqual(['error secrets/private-key deploy/key.pem:11']);
    expect(await codes(changeOf(file('src/a.ts', `const k = ${JSON.stringify(key)};`)))).toEqual([
      'error secrets/private-key src/a.ts:11',
    ]);
  });

  it('finds a key in pieces and a key in base64', async () => {
    const key = madeUpKeys.github();
    const pieces = `const t = '${key.slice(0, 9)}' + '${key.slice(9)}';`;
    const encoded = `const t = atob('${Buffer.from(key).toString('base64')}');`;
    expect(await codes(changeOf(file('src/a.ts', `let a;\n${pieces}`)))).toEqual(['error secrets/key src/a.ts:12']);
    expect(await codes(changeOf(file('src/a.ts', `let a;\n${encoded}`)))).toEqual(['error secrets/key src/a.ts:12']);
  });

  it('lets no comment of the change switch a rule off', async () => {
    const text = `// secretlint-disable\nconst key = '${madeUpKeys.slack()}'; // secretlint-disable-line`;
    expect(await codes(changeOf(file('src/a.ts', text)))).toEqual(['error secrets/key src/a.ts:12']);
  });

  it('warns of random text under a telling name, and blocks a task that brings it', async () => {
    const change = changeOf(file('src/a.ts', `const client = { apiKey: '${madeUpKeys.plain()}' };`));
    expect(await codes(change)).toEqual(['warning secrets/likely-secret src/a.ts:11']);
    expect(await codes(change, { terms: brief })).toEqual(['error secrets/likely-secret src/a.ts:11']);
  });

  it('reads settings without quotes', async () => {
    const text = `PORT=3000\nJWT_SIGNING_KEY=${madeUpKeys.plain()}`;
    expect(await codes(changeOf(file('deploy/service.env', text)))).toEqual([
      'warning secrets/likely-secret deploy/service.env:12',
    ]);
  });

  it('warns of a password in the address of another machine, and of no other', async () => {
    const address = (host: string, password = 't4Xw9LmQ2rVb') =>
      `const url = 'postgres://app:${password}@${host}/main';`;
    expect(await codes(changeOf(file('src/a.ts', address('db.eu-1.neon.tech'))))).toEqual([
      'warning secrets/url-password src/a.ts:11',
    ]);
    for (const text of [address('localhost:5432'), address('postgres'), address('db.neon.tech', 'postgres1')])
      expect(await codes(changeOf(file('src/a.ts', text)))).toEqual([]);
  });

  it.each([
    ['the example key of AWS', 'AKIAIOSFODNN7EXAMPLE'],
    ['a key for tests', madeUpKeys.stripeTest()],
    ['a run of signs', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
    ['one sign all over', `ghp_${'a'.repeat(36)}`],
    ['a placeholder', 'xoxb-1111111111-1111111111-your-token-here'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----'],
    ['an empty private key', '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'],
    ['a UUID', 'token: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"'],
    ['an identifier', 'const apiKey = "organizationSettingsPageAccessKeyLabel"'],
    ['a reference', 'const apiKey = process.env.SERVICE_API_KEY_FOR_PRODUCTION'],
    ['an example token', madeUpToken({ sub: '1234567890', name: 'John Doe' })],
    ['a public token', madeUpToken({ role: 'anon', iss: 'supabase' })],
    ['an integrity hash', `integrity: "sha512-${madeUpText(86, 9)}=="`],
  ])('lets %s pass', async (_, text) => {
    expect(await codes(changeOf(file('src/a.ts', `x = \`${text}\`;`)))).toEqual([]);
  });

  it('takes a key that the change only moves for a note', async () => {
    const line = `const key = '${madeUpKeys.stripe()}';`;
    const change = changeOf(file('src/new.ts', line), file('src/old.ts', '', [line]));
    expect(await codes(change)).toEqual(['note secrets/key src/new.ts:11']);
  });

  it('finds in the history what a later commit took away, once', async () => {
    const step = changeOf(file('src/a.ts', `const key = '${madeUpKeys.github()}';`));
    const history = {
      steps: [
        { commit: 'c'.repeat(40), change: step },
        { commit: 'd'.repeat(40), change: step },
      ],
      omitted: 0,
    };
    const [finding, ...rest] = await check(changeOf(), { history });
    expect(finding).toMatchObject({ level: 'error', code: 'secrets/in-history', file: 'src/a.ts' });
    expect(rest).toEqual([]);
    expect(secrets.messages['secrets/in-history']?.(finding?.data ?? {})).toMatch(/^Commit c{12} added/);
  });

  it('does not repeat from the history what head still has', async () => {
    const change = changeOf(file('src/a.ts', `const key = '${madeUpKeys.github()}';`));
    const history = { steps: [{ commit: 'c'.repeat(40), change }], omitted: 0 };
    expect(await codes(change, { history })).toEqual(['error secrets/key src/a.ts:11']);
  });

  it('says which files and commits it did not read', async () => {
    const binary = { ...file('logo.png', ''), isBinary: true, hunks: [] };
    const evidence = await collect(changeOf(binary, file('big.txt', 'x'.repeat(2_000_001))), { steps: [], omitted: 3 });
    const policy = { configuration: defaultConfiguration, exemptions: [], brief: null };
    expect(secrets.notChecked?.(evidence, policy).map(({ what }) => what)).toEqual([
      'logo.png',
      'big.txt',
      'commits of the change',
    ]);
  });

  it('keeps nothing of a secret but four characters, in evidence and in messages', async () => {
    const keys = [madeUpKeys.github(), madeUpKeys.aws(), madeUpKeys.plain(), madeUpKeys.stripe()];
    const text = keys.map((key) => `const apiKey = '${key}';`).join('\n');
    const evidence = await collect(changeOf(file('src/a.ts', text)));
    const findings = secrets.assess(evidence, { configuration: defaultConfiguration, exemptions: [], brief: null });
    expect(findings).toHaveLength(keys.length);
    const said = JSON.stringify([evidence, findings, findings.map(({ code, data }) => secrets.messages[code]?.(data))]);
    for (const key of keys) expect(said).not.toContain(key.slice(0, 9));
  });

  it('gives a key the same fingerprint wherever its line moves, and two keys two', async () => {
    const prints = async (text: string) =>
      (await check(changeOf(file('src/a.ts', text)))).map(({ fingerprint }) => fingerprint);
    const line = `const key = '${madeUpKeys.github()}';`;
    expect(await prints(`\n\n${line}`)).toEqual(await prints(line));
    expect(new Set(await prints(`${line}\nconst other = '${madeUpKeys.github(30)}';`)).size).toBe(2);
  });
});

describe('findSecrets', () => {
  it('never throws, and points into the text, whatever the text', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('ghp_', "'", '"', ' + ', '-----BEGIN PRIVATE KEY-----', '://u:', '@', 'eyJ', 'password=', '\n'),
      fc.integer({ min: 0, max: 50 }).map((seed) => madeUpText(40, seed)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const text = pieces.join('');
        for (const { at } of await findSecrets(text, 'src/a.env')) expect(at).toBeLessThan(text.length);
      }),
      { numRuns: 200 },
    );
  });

  it('finds a key between any texts that do not touch it', async () => {
    const around = fc.string({ maxLength: 30 }).filter((text) => !/[\w'"`+/=-]/.test(text));
    await fc.assert(
      fc.asyncProperty(around, around, fc.integer({ min: 0, max: 500 }), async (before, after, seed) => {
        const key = madeUpKeys.github(seed);
        const found = await findSecrets(`${before} ${key} ${after}`, 'src/a.ts');
        expect(found).toMatchObject([{ kind: 'github-token', confidence: 'verified', at: before.length + 1 }]);
      }),
      { numRuns: 100 },
    );
  });
});
