import type { ChangedFile } from '../../change/change.ts';
import { findDisguisedWords, findMixedWords } from './confusables.ts';
import type { Hazard, HazardKind } from './scope-evidence.ts';

/** Files that a machine reads as code or settings. */
const code =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|go|rs|java|kt|cs|c|h|cpp|swift|php|sh|bash|sql|graphql|prisma|ya?ml|toml|json5?|jsonc|css|scss|tf)$|(?:^|\/)(?:Dockerfile|Makefile)[^/]*$/;
/** Texts for people, in any language. */
const prose =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|languages?|translations?|messages|intl)\/|(?:^|[/._-])(?:locale|i18n|translations?)[._-]|\.(?:po|xlf|arb)$/i;
const tests =
  /(?:^|\/)(?:__tests__|tests?|specs?|e2e|fixtures?|__fixtures__|mocks?|__snapshots__)\/|[._-](?:test|spec)\.[^/]+$|\.snap$/i;

/**
 * Finds what the added lines of a file hide from a reader: controls that turn the direction of text ("Trojan Source",
 * CVE-2021-42574), characters without a glyph, letters of another alphabet in a name, marks of an unfinished merge. The
 * first line of each kind. Pure; linear in the text.
 */
export const findTextHazards = (file: ChangedFile): readonly Hazard[] => {
  if (file.isBinary || file.headMode === '120000' || prose.test(file.path)) return [];
  const isCode = code.test(file.path);
  const seen = new Map<HazardKind, Hazard>();
  const isTest = tests.test(file.path);
  for (const { headStart, added } of file.hunks)
    for (const [index, line] of added.entries())
      for (const { isCertain, ...hazard } of lineHazards(line, { isCode, isFirst: headStart + index === 1 })) {
        const found = {
          ...hazard,
          path: file.path,
          line: headStart + index,
          isCertain: isCertain && isCode && !isTest,
        };
        const known = seen.get(hazard.kind);
        if (known === undefined || (found.isCertain && !known.isCertain)) seen.set(hazard.kind, found);
      }
  return [...seen.values(), ...findConflict(file, isTest || !isCode)];
};

type LineHazard = Pick<Hazard, 'kind' | 'detail' | 'isCertain'>;

const ascii = /^[\t\u0020-\u007e\r]*$/;

const lineHazards = (
  line: string,
  { isCode, isFirst }: { readonly isCode: boolean; readonly isFirst: boolean },
): readonly LineHazard[] => {
  if (ascii.test(line)) return [];
  const text = isFirst ? line.replace(/^\uFEFF/, '') : line;
  return [...findBidi(text), ...findInvisible(text), ...(isCode ? findConfusable(text) : [])];
};

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const findBidi = (line: string): readonly LineHazard[] => {
  const found = /[\u202a-\u202e\u2066-\u2069]/.exec(line)?.[0];
  return found === undefined ? [] : [{ kind: 'bidi-control', detail: { character: nameOf(found) }, isCertain: true }];
};

/** Fillers that count as letters, tags beside no flag, and data in variation selectors serve nobody in good faith. */
const disguises =
  /[\u115f\u1160\u3164\uffa0]|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,10})[\u{e0001}-\u{e007f}]|[\u{e0100}-\u{e01ef}]{2,}|[\ufe00-\ufe0f]{3,}/u;
/** A joiner has its place between letters of Indic and Arabic scripts and in emoji; between Latin letters it has none. */
const zeroWidth = /(?<=[\w$])[\u200b-\u200d\u2060-\u2064\u00ad\ufeff\u180e]|[\u200b\u2060-\u2064\ufeff\u180e]/u;

const findInvisible = (line: string): readonly LineHazard[] => {
  const disguise = disguises.exec(line)?.[0];
  if (disguise !== undefined)
    return [{ kind: 'invisible-character', detail: { character: nameOf(disguise) }, isCertain: true }];
  const found = zeroWidth.exec(line)?.[0];
  return found === undefined
    ? []
    : [{ kind: 'invisible-character', detail: { character: nameOf(found) }, isCertain: false }];
};

const findConfusable = (line: string): readonly LineHazard[] => {
  // Comments and texts may be in any language; a word of two alphabets is no word of any.
  const bare = line.replaceAll(/(["'`])(?:\\.|(?!\1).)*\1|\/\/.*$|\/\*.*?(?:\*\/|$)|#.*$|^\s*\*.*$/g, ' ');
  const word = findMixedWords(line)[0] ?? findDisguisedWords(bare)[0];
  if (word === undefined) return [];
  const letter = Array.from(word).find((one) => (one.codePointAt(0) ?? 0) > 127) ?? '';
  return [{ kind: 'confusable-identifier', detail: { character: nameOf(letter) }, isCertain: false }];
};

const findConflict = ({ path, hunks }: ChangedFile, isText: boolean): readonly Hazard[] => {
  // A lockfile that is no lockfile is for another guardrail to tell.
  if (isText || /(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/.test(path))
    return [];
  const lines = hunks.flatMap(({ headStart, added }) => added.map((line, index) => ({ line, at: headStart + index })));
  // Prompts for agents show edits in the form `<<<<<<< SEARCH … >>>>>>> REPLACE`: no branch is called that.
  const start = lines.find(({ line }) => /^<{7} (?!SEARCH\b)\S/.test(line));
  const has = (mark: RegExp): boolean => lines.some(({ line }) => mark.test(line));
  if (start === undefined || !has(/^={7}\r?$/) || !has(/^>{7} \S/)) return [];
  return [{ kind: 'conflict-marker', path, line: start.at, detail: {}, isCertain: true }];
};
