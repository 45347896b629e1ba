import { isPlaceholder } from './is-placeholder.ts';
import type { KeyMatch } from './provider-keys.ts';
import { looksRandom } from './random-text.ts';

/** Names under which a value is meant to stay hidden. */
const telling =
  /pass(?:word|wd|phrase)?$|pwd$|secret(?:s|[-_]?key|[-_]?access[-_]?key|[-_]?value)?$|(?:^|[-_a-z.])(?:auth|access|refresh|bearer|api|bot|session|deploy|personal|oauth)[-_]?token$|^token$|api[-_]?key$|(?:private|signing|encryption|encrypt|master|service|admin|account|access|auth|hmac|jwt|cookie)[-_]?key$|credentials?$|authtoken$|_auth$/i;
/** What such names also end with where nothing is hidden. */
const harmless =
  /public|site[-_]?key|publishable|hash|digest|checksum|integrity|(?:^|[-_.])(?:i18n|label|translation)|csrf|cache[-_]?key|sort|cursor|address/i;

const quoted = /([A-Za-z_$][\w$.-]{1,80})["'\]]{0,2}\s{0,4}(?::|=>|=|\?\?|\|\|)\s{0,4}["'`]([^"'`\s]{16,256})["'`]/g;
const plain =
  /^[ \t]{0,40}(?:export |ENV |ARG |- )?([A-Za-z_/][\w./:-]{1,80})[ \t]{0,4}[:=][ \t]{0,4}([^\s"'#;,]{16,256})[ \t]*$/gm;
const bearer = /\b(Bearer)\s+([A-Za-z0-9._~+/=-]{24,256})/g;
const plainFiles =
  /(?:^|\/)(?:\.env[^/]*|\.npmrc|\.netrc|Dockerfile[^/]*|[^/]+\.(?:ya?ml|toml|ini|properties|conf|cfg|sh|tfvars|env))$/;

/**
 * Finds random-looking texts that stand under a telling name: `apiKey: "…"`, `PASSWORD=…` in a file of settings,
 * `Bearer …`. A name alone or entropy alone tells little: the first finds labels, the second finds hashes. Pure.
 */
export const findNamedSecrets = (text: string, path: string): readonly KeyMatch[] => {
  const assigned = [...text.matchAll(quoted), ...(plainFiles.test(path) ? text.matchAll(plain) : [])].filter(
    ([, name = '']) => telling.test(lastPart(name)) && !harmless.test(name),
  );
  return [...assigned, ...text.matchAll(bearer)].flatMap((match): readonly KeyMatch[] => {
    const value = match[2] ?? '';
    if (isPlaceholder(value) || !looksRandom(value)) return [];
    const at = match.index + match[0].lastIndexOf(value);
    return [{ kind: 'named-secret', confidence: 'likely', at, text: value }];
  });
};

const lastPart = (name: string): string => name.split('.').at(-1) ?? name;
