import { hasCheckDigits } from './check-digits.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { classifyToken } from './json-web-token.ts';
import type { Confidence } from './secrets-evidence.ts';

/** A text that has the form of a provider's key. */
export type KeyMatch = {
  readonly kind: string;
  readonly confidence: Confidence;
  readonly at: number;
  readonly text: string;
};

type Provider = {
  readonly kind: string;
  readonly pattern: RegExp;
  /** Null: it has the form and is none. Default: `format` unless it is a placeholder. */
  readonly judge?: (match: RegExpMatchArray) => { readonly kind?: string; readonly confidence: Confidence } | null;
};

const sure = (body: string): { readonly confidence: Confidence } | null =>
  isPlaceholder(body) ? null : { confidence: 'format' };
const maybe = (body: string): { readonly confidence: Confidence } | null =>
  isPlaceholder(body) ? null : { confidence: 'likely' };
const checked = (body: string): { readonly confidence: Confidence } | null =>
  hasCheckDigits(body) ? { confidence: 'verified' } : maybe(body);

/**
 * The forms of keys, from the providers' documentation. Each quantifier is bounded, so that no text makes a search slow.
 * The first group, where there is one, is the part that was drawn at random.
 */
const providers: readonly Provider[] = [
  { kind: 'github-token', pattern: /\bgh[pousr]_([A-Za-z0-9]{36})\b/g, judge: ([, body = '']) => checked(body) },
  { kind: 'github-token', pattern: /\bgithub_pat_([A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g },
  { kind: 'npm-token', pattern: /\bnpm_([A-Za-z0-9]{36})\b/g, judge: ([, body = '']) => checked(body) },
  { kind: 'gitlab-token', pattern: /\bgl(?:pat|dt|rt|ptt|cbt|soat)-([\w-]{20,50})(?![\w-])/g },
  { kind: 'aws-access-key-id', pattern: /(?<![A-Za-z0-9/+=])(?:AKIA|ASIA)([A-Z2-7]{16})(?![A-Za-z0-9/+=])/g },
  {
    kind: 'slack-token',
    // The numbers name a team and an app: four equal digits happen in them, six were typed by hand.
    pattern: /\bxox[abpors]-((?:\d{8,14}-){1,3})([A-Za-z0-9]{16,64})(?![\w-])/g,
    judge: ([, ids = '', body = '']) => (/012345|123456|(\d)\1{5}/.test(ids) ? null : sure(body)),
  },
  { kind: 'slack-token', pattern: /\bxapp-\d-([A-Z0-9]{8,14}-\d{8,14}-[a-f0-9]{40,80})\b/g },
  {
    kind: 'slack-webhook',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/(T\w{7,12}\/[AB]\w{7,12}\/[A-Za-z0-9]{20,30})\b/g,
  },
  { kind: 'discord-webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/([\w-]{60,80})/g },
  { kind: 'stripe-live-key', pattern: /\b[sr]k_live_([A-Za-z0-9]{24,247})\b/g },
  {
    kind: 'stripe-webhook-secret',
    pattern: /\bwhsec_([A-Za-z0-9+/]{32,64})(?![A-Za-z0-9+/])/g,
    judge: ([, body = '']) => maybe(body),
  },
  { kind: 'openai-key', pattern: /\bsk-((?:proj-|svcacct-|admin-)?[\w-]{20,80}T3BlbkFJ[\w-]{20,80})(?![\w-])/g },
  { kind: 'anthropic-key', pattern: /\bsk-ant-(?:api|admin|oat)\d{2}-([\w-]{80,110})(?![\w-])/g },
  { kind: 'openrouter-key', pattern: /\bsk-or-v1-([0-9a-f]{64})\b/g },
  { kind: 'google-api-key', pattern: /\bAIza([\w-]{35})(?![\w-])/g, judge: ([, body = '']) => maybe(body) },
  { kind: 'google-oauth-secret', pattern: /\bGOCSPX-([\w-]{28})(?![\w-])/g },
  { kind: 'sendgrid-key', pattern: /\bSG\.([\w-]{22}\.[\w-]{43})(?![\w-])/g },
  { kind: 'mailgun-key', pattern: /\bkey-([0-9a-f]{32})\b/g, judge: ([, body = '']) => maybe(body) },
  { kind: 'twilio-key', pattern: /\bSK([0-9a-f]{32})\b/g, judge: ([, body = '']) => maybe(body) },
  { kind: 'huggingface-token', pattern: /\bhf_([A-Za-z]{34})\b/g },
  { kind: 'shopify-token', pattern: /\bshp(?:at|ca|pa|ss)_([0-9a-fA-F]{32})\b/g },
  { kind: 'pypi-token', pattern: /\bpypi-(AgEIcHlwaS5vcmc[\w-]{50,200})/g },
  { kind: 'digitalocean-token', pattern: /\bdo[opr]_v1_([0-9a-f]{64})\b/g },
  { kind: 'telegram-bot-token', pattern: /\b(\d{8,10}:AA[\w-]{33})(?![\w-])/g },
  { kind: 'linear-key', pattern: /\blin_(?:api|oauth)_([A-Za-z0-9]{32,64})\b/g },
  {
    kind: 'notion-token',
    pattern: /\b(?:ntn_([A-Za-z0-9]{40,50})|secret_([A-Za-z0-9]{43}))\b/g,
    judge: ([, a, b]) => maybe(a ?? b ?? ''),
  },
  { kind: 'databricks-token', pattern: /\bdapi([0-9a-f]{32})\b/g },
  { kind: 'doppler-token', pattern: /\bdp\.(?:pt|st|ct|sa)\.([A-Za-z0-9.]{40,60})\b/g },
  { kind: 'grafana-token', pattern: /\bglsa_([A-Za-z0-9]{32}_[0-9a-f]{8})\b/g },
  { kind: 'vault-token', pattern: /\bhvs\.([\w-]{90,120})(?![\w-])/g },
  { kind: 'age-secret-key', pattern: /\bAGE-SECRET-KEY-1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})\b/g },
  { kind: 'azure-storage-key', pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/g },
  {
    kind: 'json-web-token',
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/g,
    judge: ([token]) => {
      const kind = classifyToken(token);
      if (kind === null || kind === 'public-or-example') return null;
      return { kind, confidence: kind === 'json-web-token' ? 'likely' : 'verified' };
    },
  },
];

/** One look that nearly every file fails, before forty searches. */
const anyPrefix =
  /gh[pousr]_|github_pat_|npm_|\bgl[a-z]{2,4}[-_]|AKIA|ASIA|xox[abpors]-|xapp-|hooks\.slack|api\/webhooks|k_live_|whsec_|sk-|AIza|GOCSPX|SG\.|key-|SK[0-9a-f]|hf_|shp[a-z]{2}_|pypi-|_v1_|:AA|lin_|ntn_|secret_|dapi|dp\.|hvs\.|AGE-SECRET|AccountKey|eyJ/;

/** Finds texts of the form that a provider gives to its keys, without those that only stand for one. Pure. */
export const findProviderKeys = (text: string): readonly KeyMatch[] => {
  if (!anyPrefix.test(text)) return [];
  return providers.flatMap(({ kind, pattern, judge }) =>
    Array.from(text.matchAll(pattern)).flatMap((match): readonly KeyMatch[] => {
      const verdict = judge === undefined ? sure(match[1] ?? match[0]) : judge(match);
      return verdict === null ? [] : [{ kind, ...verdict, at: match.index, text: match[0] }];
    }),
  );
};
