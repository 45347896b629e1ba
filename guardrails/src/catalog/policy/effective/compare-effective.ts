import { parseCommands } from './commands.ts';
import { compareCi } from './compare-ci.ts';
import { compareScripts } from './compare-scripts.ts';
import { compareTypes } from './compare-types.ts';
import type { EffectiveEvidence } from './effective-evidence.ts';
import { compareLint } from './lint-config.ts';
import { compareOwners } from './owners.ts';
import { compareTestConfigs } from './test-config.ts';
import { shorten, type Weakening } from './weakening.ts';

/** Everything in which head's configuration checks less than base's. Pure. */
export const compareEffective = (evidence: EffectiveEvidence): readonly Weakening[] => [
  // A file that several configurations import says a thing once.
  ...new Map(compareAll(evidence).map((each) => [JSON.stringify(each), each] as const)).values(),
];

const compareAll = (evidence: EffectiveEvidence): readonly Weakening[] => [
  ...(evidence.types === null ? [] : compareTypes(evidence.types)),
  ...evidence.lint.flatMap(compareLint),
  ...evidence.tests.flatMap(compareTestConfigs),
  ...compareCi(evidence.ci),
  ...evidence.scripts.flatMap(compareScripts),
  ...evidence.owners.flatMap(compareOwners),
  ...evidence.hooks.flatMap(compareHook),
];

const compareHook = ({ path, base, head }: EffectiveEvidence['hooks'][number]): readonly Weakening[] => {
  const [before, after] = [checks(base), checks(head ?? '')];
  if (before.length === 0 || after.length > 0) return [];
  return [
    {
      code: 'policy/hook-removed',
      ...{ file: path, line: 1, what: path.split('/').at(-1) ?? path, before: shorten(before.join(' && ')) },
      after: head === null ? 'no such hook' : 'it runs nothing',
    },
  ];
};

/** What a hook runs, but for the lines that load husky. */
const checks = (text: string): readonly string[] =>
  parseCommands(text)
    .map((command) => command.text)
    .filter((command) => !/^(?:\.|source|exit|#)(?:\s|$)/u.test(command));
