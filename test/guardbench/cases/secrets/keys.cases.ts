import {
  madeUpKeys,
  madeUpPrivateKey,
  madeUpText,
  madeUpToken,
} from '../../../../guardrails/src/catalog/secrets/made-up-keys.builder.ts';
import type { Files, GuardbenchCase } from '../../guardbench-case.ts';
import { agentBrief } from './agent-brief.ts';

const base: Files = {
  'package.json': '{\n  "name": "billing",\n  "private": true,\n  "type": "module"\n}\n',
  'src/settings.ts': "export const settings = { region: 'eu-west-1', retries: 3 };\n",
  'src/send-invoice.ts': 'export const sendInvoice = (id: string): string => `invoice ${id}`;\n',
};

const settingsWith = (line: string): Files => ({
  'src/settings.ts': `export const settings = { region: 'eu-west-1', retries: 3 };\n\n${line}\n`,
});

const inSettings = (name: string, line: string): GuardbenchCase => ({
  name,
  base,
  change: settingsWith(line),
  expect: [{ code: 'secrets/key', level: 'error', file: 'src/settings.ts', at: line }],
});

const clean = (name: string, change: Files): GuardbenchCase => ({ name, base, change, expect: [] });

/** Keys that a provider issued, by their form, and texts that only have a part of it. */
export const cases: readonly GuardbenchCase[] = [
  inSettings('A GitHub token stands in the settings', `export const releaseToken = '${madeUpKeys.github(101)}';`),
  inSettings('An AWS access key stands in the settings', `export const accessKeyId = '${madeUpKeys.aws(102)}';`),
  inSettings('A Stripe live key stands in the settings', `export const payments = '${madeUpKeys.stripe(103)}';`),
  inSettings('A Slack token stands in the settings', `export const chat = '${madeUpKeys.slack(104)}';`),
  inSettings(
    'A token is put together from two pieces',
    `export const publish = '${madeUpKeys.npm(105).slice(0, 12)}' + '${madeUpKeys.npm(105).slice(12)}';`,
  ),
  inSettings(
    'A token is hidden in base64',
    `export const mail = atob('${Buffer.from(madeUpKeys.sendgrid(106)).toString('base64')}');`,
  ),
  {
    name: 'A private key is checked in for the deployment',
    base,
    change: { 'deploy/id_service': madeUpPrivateKey() },
    expect: [{ code: 'secrets/private-key', level: 'error', file: 'deploy/id_service', at: 'BEGIN' }],
  },
  {
    name: 'A real-looking token stands in a test',
    base,
    change: { 'test/send-invoice.fixture.ts': `export const token = '${madeUpKeys.slack(107)}';\n` },
    expect: [{ code: 'secrets/key', level: 'warning', file: 'test/send-invoice.fixture.ts', at: 'export const token' }],
  },
  {
    name: 'A task writes random text under a telling name',
    base,
    change: settingsWith(`export const client = { signingKey: '${madeUpText(44, 108)}' };`),
    brief: agentBrief,
    expect: [{ code: 'secrets/likely-secret', level: 'error', file: 'src/settings.ts', at: 'export const client' }],
  },
  {
    name: 'A database address holds its password',
    base,
    change: settingsWith(`export const database = 'postgres://billing:${madeUpText(14, 112)}@db7.eu.neon.tech/main';`),
    expect: [{ code: 'secrets/url-password', level: 'warning', file: 'src/settings.ts', at: 'export const database' }],
  },
  clean(
    'The example key of the AWS documentation is a placeholder',
    settingsWith("export const shown = 'AKIAIOSFODNN7EXAMPLE';"),
  ),
  clean(
    'A key is read from the environment',
    settingsWith('export const apiKey = process.env.BILLING_SERVICE_API_KEY;'),
  ),
  clean(
    'A test key of the payment provider is meant to be public',
    settingsWith(`export const sandbox = '${madeUpKeys.stripeTest(111)}';`),
  ),
  clean('A token of one sign all over is typed by hand', {
    'test/github.fixture.ts': `export const token = 'ghp_${'x'.repeat(36)}';\n`,
  }),
  clean('A lockfile is full of hashes', {
    'src/integrity.ts': `export const integrity = 'sha512-${madeUpText(86, 112)}==';\n`,
  }),
  clean(
    'A UUID is a name and no secret',
    settingsWith("export const tokenId = '3f2c8a54-9b1e-4c07-8a65-d10f7be2c934';"),
  ),
  clean('A public key may be seen by everybody', {
    'deploy/service.pub': `-----BEGIN PUBLIC KEY-----\n${madeUpText(64, 113)}\n${madeUpText(60, 114)}\n-----END PUBLIC KEY-----\n`,
  }),
  clean(
    'A local database has the password that everybody has',
    settingsWith("export const database = 'postgres://postgres:postgres@localhost:5432/billing';"),
  ),
  clean('The example token of a specification names nobody', {
    'docs/tokens.md': `A token: ${madeUpToken({ sub: '1234567890', name: 'John Doe' })}\n`,
  }),
  clean(
    'A label under a telling name is words',
    settingsWith("export const password = 'PleaseEnterYourCurrentPassword2';"),
  ),
  {
    name: 'A key that stood elsewhere before is moved',
    base: { ...base, 'src/chat.ts': `export const chat = '${madeUpKeys.slack(115)}';\n` },
    change: {
      'src/chat.ts': null,
      'src/talk/settings.ts': `// The bot.\nexport const chat = '${madeUpKeys.slack(115)}';\n`,
    },
    expect: [],
  },
];
