/**
 * Takes out of untrusted text what a terminal or a page would act on instead of showing: escape sequences, control
 * characters but line end and tab, and marks that turn the direction of writing. Carriage returns become line ends. Pure.
 */
export const stripControl = (text: string): string =>
  text.replaceAll(escapeSequence, '').replaceAll(/\r\n?/g, '\n').replaceAll(invisible, '');

const escape = String.fromCharCode(0x1b);
const csi = String.fromCharCode(0x9b);
const bell = String.fromCharCode(0x07);

// ECMA-48: control sequences (ESC [ …), strings (ESC ] … BEL or ESC \), and two-character escapes.
const escapeSequence = new RegExp(
  [
    `(?:${escape}\\[|${csi})[0-?]*[ -/]*[@-~]?`,
    `${escape}[\\]PX^_][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?`,
    `${escape}[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);

const invisible = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
