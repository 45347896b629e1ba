import { entropyOf } from './random-text.ts';

const telling =
  /example|sample|dummy|fake|mock|placeholder|redacted|changeme|change[-_]me|your[-_]|insert|replace|notreal|not[-_]real|invalid|secret[-_]?key|my[-_]|deadbeef|cafebabe|lorem|foobar|test|demo|x{4,}|\*{3,}|\.{3}|[<{$]/i;

/**
 * Whether a text only stands where a key would: it says so, or it was typed by hand (a run such as `abcd` or `1234`, one
 * sign four times, few different signs). A random key has such a run about once in 5,000. Pure.
 */
export const isPlaceholder = (text: string): boolean =>
  telling.test(text) || hasRun(text) || new Set(text).size < Math.min(8, text.length / 2) || entropyOf(text) < 2.8;

const hasRun = (text: string): boolean => {
  let same = 1;
  let rising = 1;
  for (let at = 1; at < text.length; at += 1) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    same = step === 0 ? same + 1 : 1;
    rising = step === 1 ? rising + 1 : 1;
    if (same >= 4 || rising >= 4) return true;
  }
  return false;
};
