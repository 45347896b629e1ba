import { folderOf, inFolder, matchUntrusted } from './safe-globs.ts';
import {
  entriesOf,
  itemsOf,
  scalarOf,
  textsOf,
  unknownIn,
  valueAt,
  type Place,
  type StaticValue,
} from './static-value.ts';
import { someOf, type Weakening } from './weakening.ts';

/** A rule in one block of an ESLint configuration. */
export type LintRule = {
  readonly rule: string;
  /** The block's files; empty for all. */
  readonly files: string;
  readonly severity: 0 | 1 | 2;
  /** The number that its options start with: a limit such as `max-lines`. */
  readonly limit: number | null;
  readonly at: Place;
};

/** What an ESLint configuration says by its text. */
export type LintFacts = {
  readonly rules: readonly LintRule[];
  /** Globs of files that are not linted at all. */
  readonly ignores: readonly string[];
  readonly ignoresAt: Place | null;
  /** Presets and functions whose rules only running would tell. */
  readonly unknown: readonly string[];
};

/** One ESLint configuration on both sides; null where it is not there. */
export type LintPair = {
  readonly path: string;
  readonly base: LintFacts | null;
  readonly head: LintFacts | null;
  /** Sources of both sides that only head ignores. */
  readonly ignored: readonly string[];
};

/** Reads the rules and ignored files of an ESLint configuration, flat or not. Pure. */
export const readLint = (value: StaticValue): LintFacts => {
  const blocks = flatBlocks(value);
  const overrides = blocks.flatMap((block) => itemsOf(valueAt(block, 'overrides')));
  const ignoring = blocks.filter((block) => isGlobalIgnore(block));
  return {
    rules: [...blocks, ...overrides].flatMap(rulesOf),
    ignores: ignoring.flatMap((block) => [
      ...textsOf(valueAt(block, 'ignores')),
      ...textsOf(valueAt(block, 'ignorePatterns')),
    ]),
    ignoresAt: (ignoring[0] && (valueAt(ignoring[0], 'ignores') ?? valueAt(ignoring[0], 'ignorePatterns'))?.at) ?? null,
    unknown: [
      ...blocks.flatMap(presetsOf),
      ...(value.kind === 'list' ? value.unknown : []),
      ...(value.kind === 'unknown' ? [value.text] : []),
    ],
  };
};

/** Presets that are named in `extends` stand before their block, and lists in lists count as one. */
const flatBlocks = (value: StaticValue): readonly StaticValue[] => {
  if (value.kind === 'list') return value.items.flatMap(flatBlocks);
  if (value.kind !== 'record') return [];
  const inherited = itemsOf(valueAt(value, 'extends')).flatMap(flatBlocks);
  return [...inherited, value];
};

const isGlobalIgnore = (block: StaticValue): boolean =>
  valueAt(block, 'ignorePatterns') !== null ||
  (entriesOf(block).every(([name]) => name === 'ignores' || name === 'name') && valueAt(block, 'ignores') !== null);

const presetsOf = (block: StaticValue): readonly string[] => {
  const inherited = valueAt(block, 'extends');
  const rules = valueAt(block, 'rules');
  return [
    ...(inherited === null ? [] : [...textsOf(inherited), ...unknownIn(inherited)]),
    ...(block.kind === 'record' ? block.unknown : []),
    ...(rules?.kind === 'record' ? rules.unknown : rules?.kind === 'unknown' ? [rules.text] : []),
  ];
};

const severities: Readonly<Record<string, 0 | 1 | 2>> = { off: 0, warn: 1, error: 2, '0': 0, '1': 1, '2': 2 };

const rulesOf = (block: StaticValue): readonly LintRule[] =>
  entriesOf(valueAt(block, 'rules')).flatMap(([rule, value]) => {
    const [first, second] = itemsOf(value);
    const severity = severities[String(scalarOf(first ?? null))];
    if (severity === undefined) return [];
    const limit = scalarOf(second === undefined ? null : (valueAt(second, 'max') ?? second));
    const files = textsOf(valueAt(block, 'files')).join(', ');
    return [{ rule, files, severity, limit: typeof limit === 'number' ? limit : null, at: value.at }];
  });

/** The sources that head's configuration ignores and base's did not. Pure. */
export const findIgnored = (
  path: string,
  { base, head }: { readonly base: LintFacts | null; readonly head: LintFacts | null },
  sources: readonly string[],
): readonly string[] => {
  if (base === null || head === null) return [];
  const match = (globs: readonly string[]): ((file: string) => boolean) =>
    matchUntrusted(globs.filter((glob) => !glob.startsWith('!')).flatMap((glob) => expand(folderOf(path), glob))) ??
    (() => false);
  const [before, after] = [match(base.ignores), match(head.ignores)];
  return sources.filter((file) => after(file) && !before(file)).slice(0, 50);
};

const expand = (folder: string, glob: string): readonly string[] => {
  const placed = inFolder(folder, glob.replace(/\/$/u, ''));
  return [placed, `${placed}/**`];
};

/** Rules that became weaker or went, and files that are no longer linted. Pure. */
export const compareLint = ({ path, base, head, ignored }: LintPair): readonly Weakening[] => {
  if (base === null || head === null) return [];
  const excluded: readonly Weakening[] =
    ignored.length === 0
      ? []
      : [
          {
            code: 'policy/lint-files-excluded',
            ...{ file: (head.ignoresAt ?? { file: path }).file, line: head.ignoresAt?.line ?? 1, what: '`ignores`' },
            ...{ before: `linted ${someOf(ignored)}`, after: 'ignores them' },
          },
        ];
  return [...excluded, ...switchedOff(base, head), ...lostRules(base, head)];
};

const nameOf = (rule: string): string => rule.split('/').at(-1) ?? rule;

/** A rule of the same last name is the same rule in another plugin, or one that stands in for it. */
const strongest = (facts: LintFacts, { rule, files }: LintRule): number =>
  Math.max(
    -1,
    ...facts.rules
      .filter((other) => nameOf(other.rule) === nameOf(rule) && (other.files === files || other.files === ''))
      .map(({ severity }) => severity),
  );

const switchedOff = (base: LintFacts, head: LintFacts): readonly Weakening[] =>
  head.rules.flatMap((rule): readonly Weakening[] => {
    const same = base.rules.filter((other) => other.rule === rule.rule && other.files === rule.files);
    const before = same.at(-1);
    const broader = base.rules.findLast((other) => other.rule === rule.rule && other.files === '');
    const was = before ?? broader;
    if (was === undefined) {
      // Base's preset may have had it: switching a rule off that nobody has on is idle.
      return rule.severity === 0 &&
        strongest(head, rule) === 0 &&
        base.unknown.length > 0 &&
        !base.rules.some((other) => nameOf(other.rule) === nameOf(rule.rule))
        ? [{ ...weakened(rule, 'what its presets say', 'off'), isMinor: true }]
        : [];
    }
    const isRaised =
      /max|complexity|depth/u.test(rule.rule) && rule.limit !== null && was.limit !== null && rule.limit > was.limit;
    if (isRaised && rule.severity === was.severity) return [weakened(rule, String(was.limit), String(rule.limit))];
    if (rule.severity >= was.severity || (strongest(head, rule) >= was.severity && rule.files === '')) return [];
    return [weakened(rule, nameOfSeverity(was.severity), nameOfSeverity(rule.severity))];
  });

const lostRules = (base: LintFacts, head: LintFacts): readonly Weakening[] =>
  // What a preset of head has, only running would tell.
  head.unknown.length > 0
    ? []
    : base.rules
        .filter((rule) => rule.severity > 0 && strongest(head, rule) === -1)
        .filter(({ rule, files }) => !head.rules.some((other) => other.rule === rule && other.files === files))
        .map((rule) => weakened(rule, nameOfSeverity(rule.severity), 'no such rule'));

const nameOfSeverity = (severity: number): string => ['off', 'warn', 'error'][severity] ?? 'off';

const weakened = ({ rule, files, at }: LintRule, before: string, after: string): Weakening => ({
  code: 'policy/lint-rule-weakened',
  ...{ file: at.file, line: at.line, what: `\`${rule}\`${files === '' ? '' : ` in ${files}`}`, before, after },
});
