/** What a command checks. */
export type CheckKind = 'tests' | 'lint' | 'types' | 'format' | 'coverage' | 'audit' | 'build' | 'checks';

/** One command of a script or of a CI step. */
export type Command = {
  /** Spaces, package managers and their ways of saying `run` made one. */
  readonly text: string;
  readonly kinds: readonly CheckKind[];
  /** Its failure is thrown away: `|| true`, `|| echo …`, `; exit 0`, `set +e` before it. */
  readonly isSwallowed: boolean;
};

const kindPatterns: readonly (readonly [CheckKind, RegExp])[] = [
  ['coverage', /\bcoverage\b|\bcodecov\b|\bcoveralls\b|\bnyc\b|\bc8\b/u],
  [
    'tests',
    /\b(?:vitest|jest|mocha|ava|playwright|cypress|karma|tap|jasmine|e2e)\b|\bnode (?:\S+ )*--test\b|\btests?(?=$|[\s:])|(?<=[:])tests?\b|\btest:[\w:-]+/u,
  ],
  ['lint', /\b(?:eslint|oxlint|biome|tslint|xo|standard|stylelint|knip|depcruise|lint)(?=$|[\s:])|(?<=[:])lint\b/u],
  ['types', /(?:^|\s)(?:vue-)?tsc(?=$|\s)|\btsgo\b|\btype-?check\b|\bcheck[:-]types?\b|(?:^|[\s:])types(?=$|[\s:])/u],
  ['format', /\bprettier\b.*(?:--check|-c\b|--list-different)|\bformat(?::|-)check\b|\bcheck[:-]format\b/u],
  ['audit', /\baudit\b|\bcodeql\b|\bsnyk\b|\btrivy\b|\bdependency-review\b|\bsecretlint\b|\bgitleaks\b/u],
  ['build', /\b(?:build|compile)(?=$|[\s:])/u],
  ['checks', /\b(?:check|verify|validate|ci)(?=$|[\s:])|\binterlock\b/u],
];

/** Commands that only get things ready, whatever words they hold. */
const preparation =
  /^(?:grep|\[|test -|fi\b|done\b|for|case|esac|echo|printf|cd|export|mkdir|cp|mv|rm|git|curl|wget|sudo|apt|apt-get|source|cat|ls|chmod|docker (?:pull|login|build)|npm (?:ci|i|install|config|publish|version)|(?:yarn|pnpm|bun) (?:i|install|add|config|publish)|playwright install|cypress install|corepack)(?:$|\s)/u;

/** What repairs in place judges nothing. */
const changesFiles = /--fix\b|--write\b|update-?snapshots?\b/iu;

/** The kinds of check that a command does, by its words. Pure. */
export const kindsOf = (command: string): readonly CheckKind[] =>
  preparation.test(command) || changesFiles.test(command)
    ? []
    : kindPatterns.filter(([, pattern]) => pattern.test(command)).map(([kind]) => kind);

const swallowing = /\|\|\s*(?:true\b|:(?:$|\s)|exit 0\b|echo\b|printf\b|\(?\s*exit 0\b|return 0\b)/u;

/** Splits the text of a script or a CI step into its commands. Pure. */
export const parseCommands = (text: string): readonly Command[] => {
  const joined = text.slice(0, 20_000).replace(/\\\r?\n/gu, ' ');
  const forgives = /(?:^|\n|;|&&)\s*set \+e\b/u.test(joined) || /[;\n]\s*(?:exit 0|true|:)\s*$/u.test(joined);
  return joined
    .split(/\r?\n|&&|;(?!;)/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('#'))
    .map((part) => ({ part, text: normalise(part.split('||')[0] ?? '') }))
    .filter((command) => command.text !== '')
    .map((command) => ({
      text: command.text,
      kinds: kindsOf(command.text),
      isSwallowed: forgives || swallowing.test(command.part),
    }));
};

const normalise = (command: string): string =>
  command
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:(?:if|then|else|do|while|!) )+/u, '')
    .replace(/^(?:[A-Z_][A-Z0-9_]*=\S* |cross-env |time |nice |env )+/u, '')
    .replace(/^(?:npx|bunx|(?:npm|pnpm|yarn|bun) (?:exec|dlx|x))(?: (?:-y|--yes|--no-install|--))* /u, '')
    .replace(/^(?:npm|pnpm|yarn|bun)(?: (?:-s|--silent))? (?:run|run-script)(?: (?:-s|--silent))? /u, 'run ')
    .replace(/^(?:npm|pnpm|yarn) (?:t|tst|test)(?=$|\s)/u, 'run test')
    .replace(/^(?:pnpm|yarn|bun) (?!install|add|run|i\b|test)([\w:-]+)/u, 'run $1');
