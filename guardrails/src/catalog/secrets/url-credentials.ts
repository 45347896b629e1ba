import { isPlaceholder } from './is-placeholder.ts';
import type { KeyMatch } from './provider-keys.ts';

const address =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:@/'"`$<>{}\\]{0,100}):([^\s:@/'"`$<>{}\\]{8,200})@([^\s/:'"`?$<>{}\\,]{4,250})/gi;
const ownMachine =
  /^(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^.]+$|.*(?:example|test|invalid|local|internal)(?:\.|$)|host)/i;
const commonPassword = /pass|secret|admin|root|user|postgres|mysql|mongo|redis|guest|token/i;

/** Finds a password inside an address of a machine elsewhere (`postgres://user:…@db.eu.net`). Pure. */
export const findUrlCredentials = (text: string): readonly KeyMatch[] =>
  Array.from(text.matchAll(address)).flatMap((match): readonly KeyMatch[] => {
    const [whole, user = '', password = '', host = ''] = match;
    if (ownMachine.test(host) || commonPassword.test(password) || password === user) return [];
    if (isPlaceholder(password) || !/\d/.test(password) || !/[A-Za-z]/.test(password)) return [];
    const at = match.index + whole.lastIndexOf(`:${password}@`) + 1;
    return [{ kind: 'url-password', confidence: 'likely', at, text: password }];
  });
