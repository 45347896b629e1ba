import { folderOf, inFolder, matchUntrusted } from './safe-globs.ts';
import type { Setting } from './settings.ts';
import { someOf, type Weakening } from './weakening.ts';

/** The configuration of a test runner or of coverage on both sides; no settings where it is absent. */
export type TestConfigPair = {
  readonly path: string;
  readonly base: readonly Setting[];
  readonly head: readonly Setting[];
  /** Files of both sides that the lists of head leave out and those of base did not, by the name of the list. */
  readonly left: readonly { readonly name: string; readonly files: readonly string[] }[];
};

const listNames =
  /(?:^|\.)(?:exclude|include|testPathIgnorePatterns|coveragePathIgnorePatterns|testIgnore|testMatch|collectCoverageFrom|ignore)$/u;
const isCoverageList = (name: string): boolean => /coverage/iu.test(name);
const excludes = (name: string): boolean => /(?:exclude|ignore\w*)$/iu.test(name);
const isTest = (path: string): boolean => /\.(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)__tests__\//u.test(path);

/** Which files of both sides the lists of head leave out and those of base did not. Pure. */
export const findLeftOut = (
  path: string,
  sides: { readonly base: readonly Setting[]; readonly head: readonly Setting[] },
  files: readonly string[],
): TestConfigPair['left'] =>
  [...new Set([...sides.base, ...sides.head].map(({ name }) => name).filter((name) => listNames.test(name)))].flatMap(
    (name) => {
      const [before, after] = [textsAt(sides.base, name), textsAt(sides.head, name)];
      const pool = files.filter((file) => (isCoverageList(name) ? isSource(file) : isTest(file)));
      const [lost, kept] = excludes(name)
        ? [added(before ?? [], after ?? []), []]
        : before === null || after === null
          ? [[], []]
          : [before, after];
      // Where head's own list cannot be told, neither can be told what it leaves out.
      if (!excludes(name) && hasUnknown(sides.head, name)) return [];
      const [isLost, isKept] = [matcher(path, name, lost), matcher(path, name, kept)];
      const was = matcher(path, name, excludes(name) ? (before ?? []) : []);
      const found = pool.filter((file) => isLost(file) && !isKept(file) && !was(file));
      return found.length === 0 ? [] : [{ name, files: found.slice(0, 50) }];
    },
  );

const isSource = (path: string): boolean =>
  /\.[cm]?[jt]sx?$/u.test(path) && !isTest(path) && !/\.(?:config|d)\.[cm]?[jt]s$/u.test(path);

const textsAt = (settings: readonly Setting[], name: string): readonly string[] | null => {
  const value = settings.find((each) => each.name === name)?.value;
  return Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : null;
};

const hasUnknown = (settings: readonly Setting[], name: string): boolean =>
  settings.some((each) => each.name === name && each.unknown.length > 0);

const added = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((glob) => !before.includes(glob));

const matcher = (path: string, name: string, patterns: readonly string[]): ((file: string) => boolean) => {
  if (patterns.length === 0) return () => false;
  const folder = folderOf(path);
  // Jest's ignore patterns are regular expressions; one of an agent is never run, so the plain part of it has to do.
  if (/Patterns$/u.test(name))
    return (file) =>
      patterns.some((pattern) => `/${file}`.includes(pattern.replace(/<rootDir>|[\\^$]/gu, '').trim() || '\0'));
  return (
    matchUntrusted(
      patterns.filter((glob) => !glob.startsWith('!')).map((glob) => inFolder(folder, glob.replace('<rootDir>/', ''))),
    ) ?? (() => false)
  );
};

/** What the tests of head prove less than those of base. Pure. */
export const compareTestConfigs = ({ path, base, head, left }: TestConfigPair): readonly Weakening[] => {
  const known = new Map(head.map((setting) => [keyOf(setting.name), setting] as const));
  return [
    ...left.map(({ name, files }): Weakening => ({
      code: isCoverageList(name) ? 'policy/threshold-lowered' : 'policy/tests-excluded',
      ...{ ...(placeOf(head, base, name) ?? { file: path, line: 1 }), what: `\`${name}\`` },
      ...{ before: `${isCoverageList(name) ? 'counted' : 'ran'} ${someOf(files)}`, after: 'leaves them out' },
    })),
    ...head.flatMap((setting) => softened(setting, base)),
    ...base.filter(({ name }) => isThreshold(name)).flatMap((before) => lowered(before, known.get(keyOf(before.name)))),
  ];
};

const placeOf = (head: readonly Setting[], base: readonly Setting[], name: string): Setting['at'] | undefined =>
  (head.find((each) => each.name === name) ?? base.find((each) => each.name === name))?.at;

const isThreshold = (name: string): boolean =>
  /(?:thresholds?|coverageThreshold)\.|(?:^|\.)(?:lines|branches|functions|statements)$/u.test(name) &&
  /(?:lines|branches|functions|statements|100|perFile)$/u.test(name);

/** Runners nest thresholds differently, and a configuration may change its runner. */
const keyOf = (name: string): string =>
  isThreshold(name) ? name.replace(/^.*?(?:thresholds?|coverageThreshold)\.(?:global\.)?/u, 'threshold.') : name;

const lowered = (before: Setting, after: Setting | undefined): readonly Weakening[] => {
  const [was, is] = [before.value, after?.value];
  const isLower = typeof was === 'number' ? typeof is !== 'number' || is < was : was === true && is !== true;
  return isLower
    ? [
        {
          code: 'policy/threshold-lowered',
          ...{ ...(after ?? before).at, what: `\`${before.name}\`` },
          ...{ before: String(was), after: is === undefined ? 'no threshold' : String(is) },
        },
      ]
    : [];
};

const softened = (setting: Setting, base: readonly Setting[]): readonly Weakening[] => {
  const last = setting.name.split('.').at(-1) ?? '';
  const before = base.find(({ name }) => name === setting.name)?.value ?? null;
  const weaker = (code: Weakening['code'], isMinor = false): readonly Weakening[] => [
    {
      ...{ code, ...setting.at, what: `\`${setting.name}\``, isMinor },
      ...{ before: before === null ? 'not set' : String(before), after: String(setting.value) },
    },
  ];
  const { value } = setting;
  if (last === 'passWithNoTests' && value === true && before !== true) return weaker('policy/tests-excluded');
  if (/^(?:allowOnly|dangerouslyIgnoreUnhandledErrors|forceExit)$/u.test(last) && value === true && before !== true)
    return weaker('policy/tests-softened');
  if (typeof value !== 'number' || value <= (typeof before === 'number' ? before : 0)) return [];
  if (/^retr(?:y|ies)$/u.test(last)) return weaker('policy/tests-softened');
  // A slow test is no wrong test, and a run that stops early has failed already.
  return /^(?:testTimeout|hookTimeout|bail)$/u.test(last) ? weaker('policy/tests-softened', true) : [];
};
