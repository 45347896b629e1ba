import { kindsOf, parseCommands, type Command } from './commands.ts';
import type { Script, ScriptFacts } from './script-facts.ts';
import { shorten, type Weakening } from './weakening.ts';

/** The manifest of one package on both sides. */
export type ScriptPair = { readonly path: string; readonly base: ScriptFacts; readonly head: ScriptFacts };

/** What the scripts of head check less than those of base. A script that only has another name is the same. Pure. */
export const compareScripts = ({ path, base, head }: ScriptPair): readonly Weakening[] => {
  const all = head.scripts.flatMap(({ text }) => parseCommands(text));
  return [
    ...base.scripts.filter(isCheck).flatMap((script) => compareScript({ path, script, head, all })),
    ...base.hooks
      .filter(({ name }) => !head.hooks.some((hook) => hook.name === name))
      .filter(({ text }) => !head.hooks.some((hook) => hook.text === text))
      .map((hook): Weakening => ({
        code: 'policy/hook-removed',
        ...{ file: path, line: hook.at.line, what: hook.name, before: shorten(hook.text), after: 'nothing' },
      })),
  ];
};

const isCheck = ({ name, text }: Script): boolean =>
  // A script that changes files (`lint:fix`, `format`) judges nothing.
  !/fix|write|watch|dev\b|^format$|update|ui$|debug/u.test(name) &&
  (kindsOf(name).length > 0 || parseCommands(text).some(({ kinds }) => kinds.length > 0)) &&
  parseCommands(text).length > 0 &&
  !doesNothing(text);

type Compared = {
  readonly path: string;
  readonly script: Script;
  readonly head: ScriptFacts;
  readonly all: readonly Command[];
};

const compareScript = ({ path, script, head, all }: Compared): readonly Weakening[] => {
  const after = head.scripts.find(({ name }) => name === script.name);
  if (after?.text === script.text) return [];
  const weaker = (found: Pick<Weakening, 'what' | 'after'>): Weakening => ({
    code: 'policy/script-weakened',
    ...{ file: path, line: (after ?? script).at.line, before: shorten(script.text), ...found },
  });
  const before = parseCommands(script.text).filter(({ kinds }) => kinds.length > 0);
  if (after === undefined) {
    // A build script that goes is a package that changes; a check that goes checks nothing any more.
    const lost = before.filter((command) => command.kinds.some((kind) => kind !== 'build') && !isKept(command, all));
    return lost.length === 0 ? [] : [weaker({ what: `script \`${script.name}\``, after: 'no such script' })];
  }
  if (doesNothing(after.text))
    return [weaker({ what: `script \`${script.name}\` checks nothing`, after: shorten(after.text) })];
  return [...softenings(script, after), ...lostCommands(before, all)].map((what) =>
    weaker({ what: `script \`${script.name}\` ${what}`, after: shorten(after.text) }),
  );
};

const doesNothing = (text: string): boolean =>
  text.trim() === '' ||
  /^(?:true|:|exit 0|echo\b[^&|;]*|printf\b[^&|;]*)(?:\s*(?:&&|;)\s*(?:exit 0|true))?$/u.test(text.trim());

/** A check of the same kind with the same program, anywhere in head's scripts, is the same check with other options. */
const isKept = (command: Command, all: readonly Command[]): boolean =>
  all.some(
    (other) =>
      other.text === command.text ||
      programOf(other) === programOf(command) ||
      (other.kinds.some((kind) => command.kinds.includes(kind)) && !command.text.startsWith('run ')),
  );

const programOf = ({ text }: Command): string => (text.startsWith('run ') ? text : (text.split(' ')[0] ?? ''));

const lostCommands = (before: readonly Command[], all: readonly Command[]): readonly string[] =>
  before
    .filter((command) => command.kinds.some((kind) => kind !== 'build') && !isKept(command, all))
    .map((command) => `no longer runs \`${shorten(command.text)}\``);

const weakFlags: readonly (readonly [RegExp, string])[] = [
  [/--pass-?with-?no-?tests\b/iu, 'passes without tests'],
  [/--no-verify\b/u, 'skips hooks'],
  [/--no-?check\b/u, 'checks no types'],
  [/--skipLibCheck\b/u, 'checks no declaration files'],
  [/--no-error-on-unmatched-pattern\b/u, 'passes where no file matches'],
  [/--quiet\b/u, 'hides warnings'],
  [/--force-?exit\b/iu, 'ends while work is open'],
  [/--retr(?:y|ies)\b/u, 'tries failing tests again'],
  [/--(?:test-?path-?)?ignore-?pattern(?:s)?\b|--exclude\b/iu, 'leaves files out'],
];

const softenings = (before: Script, after: Script): readonly string[] => [
  ...(isSwallowed(after) && !isSwallowed(before) ? ['cannot fail any more'] : []),
  ...weakFlags
    .filter(([flag]) => flag.test(after.text) && !flag.test(before.text))
    // `--quiet` and `--exclude` mean this with a checker only.
    .filter(() => parseCommands(after.text).some(({ kinds }) => kinds.length > 0))
    .map(([, what]) => what),
  ...warningsAllowed(before, after),
];

const isSwallowed = ({ text }: Script): boolean =>
  parseCommands(text).some(({ isSwallowed: swallowed, kinds }) => swallowed && kinds.length > 0);

const warningsAllowed = (before: Script, after: Script): readonly string[] => {
  const most = maxWarnings(before.text);
  if (most === null || !/\beslint\b/u.test(after.text)) return [];
  const now = maxWarnings(after.text);
  return now !== null && now <= most ? [] : [`allows ${now ?? 'any number of'} warnings in place of ${most}`];
};

const maxWarnings = (text: string): number | null => {
  const found = /--max-warnings[= ](\d{1,9})/u.exec(text)?.[1];
  return found === undefined ? null : Number(found);
};
