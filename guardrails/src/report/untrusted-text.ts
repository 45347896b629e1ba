/**
 * Characters that change how text looks or what a terminal does, without being seen: C0 and C1 controls (tab and
 * newline apart), bidirectional overrides (CVE-2021-42574, "Trojan Source"), zero-width and tag characters, lone
 * surrogates.
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Shows what would not be seen, as `\u{202e}`; newlines and tabs stay. Pure. */
export const showUnseen = (text: string): string =>
  text.replaceAll(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** {@link showUnseen} for what must stay on one line (paths, codes): newlines and tabs are shown too. Pure. */
export const showOnOneLine = (text: string): string =>
  showUnseen(text).replaceAll(/[\n\t]/g, (character) => (character === '\n' ? '\\n' : '\\t'));

/** JSON text in which unseen characters stand as `\uXXXX`: the same data, nothing hidden from the reader. Pure. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(unseen, (character) =>
    Array.from(character.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );

/**
 * Keeps lines of untrusted text from being read as commands by a CI system that scans the log (GitHub's `::name::` at
 * the start of a line, `##[name]` anywhere). Pure.
 */
export const withoutLogCommands = (text: string): string =>
  text.replaceAll(/^(\s*)::/gm, '$1\\::').replaceAll('##[', '#\\#[');

/** A piece of prose: plain, or what stood between backticks. */
export type Prose = { readonly code: boolean; readonly text: string };

/** Splits a message at its `code spans`. Pure. */
export const splitCodeSpans = (message: string): readonly Prose[] =>
  message
    .split(/(`[^`\n]+`)/)
    .filter((text) => text !== '')
    .map((text) => (/^`[^`\n]+`$/.test(text) ? { code: true, text: text.slice(1, -1) } : { code: false, text }));
