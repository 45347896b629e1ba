import type { CiFacts, CiTrigger } from './ci-facts.ts';
import { matchUntrusted } from './safe-globs.ts';
import { someOf, type Weakening } from './weakening.ts';

const gates = ['pull_request', 'push', 'merge_group'];

/** Where CI that checks something runs on fewer events, branches or paths than at base. Pure. */
export const compareTriggers = (file: string, base: CiFacts, head: CiFacts): readonly Weakening[] => {
  const checks = base.jobs.some(({ steps }) =>
    steps.some(({ commands }) => commands.some(({ kinds }) => kinds.length > 0)),
  );
  // A workflow that others call runs when they do.
  if (!checks || head.triggers.some(({ event }) => event === 'workflow_call')) return [];
  return base.triggers
    .filter(({ event }) => gates.includes(event))
    .flatMap((before): readonly Weakening[] => {
      const after = head.triggers.find(({ event }) => event === before.event);
      if (after !== undefined) return narrowed(file, before, after);
      // What still runs before a merge is no gate less.
      if (before.event !== 'pull_request' && head.triggers.some(({ event }) => event === 'pull_request')) return [];
      const events = head.triggers.map(({ event }) => event);
      return [
        {
          code: 'policy/ci-weakened',
          ...{ file, line: before.line, what: 'the events that start it', before: before.event },
          after: events.length === 0 ? 'none' : someOf(events),
        },
      ];
    });
};

const narrowed = (file: string, before: CiTrigger, after: CiTrigger): readonly Weakening[] => {
  const weaker = (what: string, was: readonly string[] | null, is: readonly string[]): Weakening => ({
    code: 'policy/ci-weakened',
    ...{ file, line: after.line, what: `${what} of \`${after.event}\`` },
    ...{ before: was === null ? 'all' : someOf(was), after: someOf(is) },
  });
  const branches = lostPatterns(before.branches, after.branches);
  const paths = lostPatterns(before.paths, after.paths);
  const ignored = after.ignoredPaths.filter((glob) => !before.ignoredPaths.includes(glob) && !isProse(glob));
  const ignoredBranches = after.ignoredBranches.filter((glob) => !before.ignoredBranches.includes(glob));
  return [
    ...(branches ? [weaker('the branches', before.branches, after.branches ?? [])] : []),
    ...(ignoredBranches.length > 0
      ? [
          weaker(
            'the branches',
            null,
            ignoredBranches.map((glob) => `not ${glob}`),
          ),
        ]
      : []),
    ...(paths ? [weaker('the paths', before.paths, after.paths ?? [])] : []),
    ...(ignored.length > 0
      ? [
          weaker(
            'the paths',
            null,
            ignored.map((glob) => `not ${glob}`),
          ),
        ]
      : []),
  ];
};

/** Whether a filter lets less through. One pattern in place of another (a branch that has a new name) is not less. */
const lostPatterns = (before: readonly string[] | null, after: readonly string[] | null): boolean => {
  if (after === null) return false;
  if (before === null) return !after.some((glob) => glob === '**' || glob === '*');
  const covers = matchUntrusted(after);
  const lost = before.filter((glob) => !after.includes(glob) && !(covers?.(glob) ?? false));
  const added = after.filter((glob) => !before.includes(glob));
  return lost.length > added.length;
};

const isProse = (glob: string): boolean =>
  /\.(?:mdx?|txt|rst|png|svg)$|^!|(?:^|\/)docs?(?:\/|$)|LICENSE|CHANGELOG|README|^\.(?:vscode|github|changeset)/iu.test(
    glob,
  );
