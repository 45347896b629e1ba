import type { AuthorKind } from './commit-record.ts';

/** What a commit says about who made it. */
export type Signature = { readonly name: string; readonly email: string; readonly body: string };

// Full names and addresses, because Claude, Devin and Jules are names of people too.
const agents = new RegExp(
  [
    'noreply@anthropic\\.com|claude[ -]?(code|opus|sonnet|haiku|fable|bot|\\[bot\\])',
    'copilot(-swe-agent)?(\\[bot\\]| <|@)|198982749\\+copilot|\\bgithub copilot\\b',
    'cursoragent|\\bcursor agent\\b|devin-ai-integration|@devin\\.ai|google-labs-jules|gemini-code-assist|@google-gemini',
    '\\bcodex\\b|openai-codex|openhands|\\baider\\b|ai-sdk-factory\\[bot\\]|opencode-agent|sweep-ai',
  ].join('|'),
  'i',
);
const bots = /\[bot\]|\b(renovate|dependabot|github-actions|release-please|[\w-]*(-|\b)(ro)?bot)\b/i;
const generated = /generated with .{0,20}(claude code|codex|cursor|copilot|gemini cli|devin)/i;

/** Who made a commit: an agent or a bot where author or `Co-authored-by` says so, else a person. Pure. */
export const authorKind = ({ name, email, body }: Signature): AuthorKind => {
  const author = `${name} ${email}`;
  const coauthors = body.match(/^co-authored-by:.*$/gim)?.join('\n') ?? '';
  if (agents.test(author) || agents.test(coauthors) || generated.test(body)) return 'agent';
  return bots.test(author) ? 'bot' : 'person';
};
