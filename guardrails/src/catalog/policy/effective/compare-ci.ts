import type { CiFacts, CiJob, CiStep } from './ci-facts.ts';
import type { Command } from './commands.ts';
import { compareRights } from './compare-ci-rights.ts';
import { compareTriggers } from './compare-triggers.ts';
import { shorten, type Weakening } from './weakening.ts';

/** One CI file on both sides; null where it is not there. */
export type CiPair = { readonly path: string; readonly base: CiFacts | null; readonly head: CiFacts | null };

/** The CI files that changed, and every command that any CI file has on each side. */
export type CiEvidence = {
  readonly pairs: readonly CiPair[];
  readonly baseCommands: readonly string[];
  /** Commands of head with the kinds of check that they do. */
  readonly headCommands: readonly { readonly text: string; readonly kinds: readonly string[] }[];
};

/** What CI of head checks less than that of base. A step that moved to another job or file is no loss. Pure. */
export const compareCi = (evidence: CiEvidence): readonly Weakening[] =>
  evidence.pairs.flatMap((pair) => [
    ...compareSteps(pair, evidence),
    ...(pair.base !== null && pair.head !== null ? compareTriggers(pair.path, pair.base, pair.head) : []),
    ...(pair.head !== null ? compareRights(pair.path, pair.base, pair.head) : []),
  ]);

type Located = { readonly job: CiJob; readonly step: CiStep };

const locate = (facts: CiFacts | null): readonly Located[] =>
  (facts?.jobs ?? []).flatMap((job) => job.steps.map((step) => ({ job, step })));

const compareSteps = ({ path, base, head }: CiPair, evidence: CiEvidence): readonly Weakening[] => {
  const after = locate(head);
  const found: Weakening[] = [];
  for (const before of locate(base)) {
    for (const command of before.step.commands.filter(({ kinds }) => kinds.length > 0)) {
      const same = sameStep(before, command.text, after);
      if (same !== null) found.push(...softened({ path, before, after: same, command: command.text }));
      else if (!isReplaced(before, command, { base, head }) && isLost(command, evidence))
        found.push({
          code: 'policy/ci-weakened',
          ...{ file: path, line: before.step.line, what: `job \`${before.job.id}\` no longer runs a step` },
          ...{ before: shorten(command.text), after: 'nothing like it in any CI file' },
        });
    }
  }
  return unique(found);
};

const sameStep = (before: Located, command: string, after: readonly Located[]): Located | null => {
  const same = after.filter(({ step }) => step.commands.some(({ text }) => text === command));
  return same.find(({ job }) => job.id === before.job.id) ?? same[0] ?? null;
};

/** Whether the same job has a check of the same kind that it did not have. */
const isReplaced = (
  { job }: Located,
  { kinds }: Command,
  { base, head }: { readonly base: CiFacts | null; readonly head: CiFacts | null },
): boolean => {
  const [before, after] = [base, head].map((facts) =>
    (facts?.jobs ?? [])
      .filter(({ id }) => id === job.id)
      .flatMap(({ steps }) => steps.flatMap(({ commands }) => commands)),
  );
  const known = new Set(before?.map(({ text }) => text));
  return after?.some((other) => !known.has(other.text) && other.kinds.some((kind) => kinds.includes(kind))) ?? false;
};

/** Neither in another file nor replaced by a new command that does the same kind of check. */
const isLost = (
  command: { readonly text: string; readonly kinds: readonly string[] },
  { baseCommands, headCommands }: CiEvidence,
): boolean => {
  if (headCommands.some(({ text }) => text === command.text)) return false;
  // A build alone says little: what replaces it has many names.
  if (command.kinds.every((kind) => kind === 'build')) return false;
  const known = new Set(baseCommands);
  return !headCommands
    .filter(({ text }) => !known.has(text))
    .some(({ kinds }) => kinds.some((kind) => command.kinds.includes(kind) || kind === 'checks'));
};

type Softened = {
  readonly path: string;
  readonly before: Located;
  readonly after: Located;
  readonly command: string;
};

const softened = ({ path, before, after, command }: Softened): readonly Weakening[] => {
  const weaker = (what: string, says: string, line: number): Weakening => ({
    code: 'policy/ci-weakened',
    ...{
      file: path,
      line,
      what: `\`${shorten(command)}\` ${what}`,
      before: 'it decides whether CI passes',
      after: says,
    },
  });
  const at = after.step.line;
  const swallowed = ({ step }: Located): boolean =>
    step.commands.some(({ text, isSwallowed }) => text === command && isSwallowed);
  const mayFail = ({ job, step }: Located): boolean => job.mayFail || step.mayFail;
  const conditions = ({ job, step }: Located): readonly string[] =>
    [job.condition, step.condition].filter((it) => it !== null);
  const isOff = (each: Located): boolean => conditions(each).some((it) => /^(?:false|\$\{\{ *false *\}\})$/u.test(it));
  const added = conditions(after).filter(
    (it) => !conditions(before).includes(it) && !/always\(\)|cancelled\(\)|success\(\)/u.test(it),
  );
  return [
    ...(swallowed(after) && !swallowed(before)
      ? [weaker('cannot fail any more', 'its failure is thrown away', at)]
      : []),
    ...(mayFail(after) && !mayFail(before)
      ? [
          weaker(
            'may fail',
            after.job.mayFail ? `job \`${after.job.id}\` may fail` : 'its step may fail',
            after.step.mayFail ? at : after.job.line,
          ),
        ]
      : []),
    ...(isOff(after) && !isOff(before)
      ? [weaker('is switched off', 'its condition is never true', after.step.condition === null ? after.job.line : at)]
      : added.length > 0 && conditions(before).length === 0 && !isOff(after)
        ? [{ ...weaker('runs on a condition', shorten(added.join(' and ')), at), isMinor: true }]
        : []),
  ];
};

const unique = (found: readonly Weakening[]): readonly Weakening[] => {
  const seen = new Set<string>();
  return found.filter((each) => {
    const key = JSON.stringify([each.line, each.what, each.after]);
    return seen.has(key) ? false : seen.add(key).size > 0;
  });
};
