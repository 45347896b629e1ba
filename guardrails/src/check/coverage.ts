import type { Change } from '../change/change.ts';
import type { NotChecked } from '../guardrail.ts';
import type { Policy } from '../policy/policy.ts';

/** What decides how much of a change is looked at. */
export type CoverageFacts = {
  readonly policy: Policy;
  /** Ids that were asked for; undefined: all that the configuration names. */
  readonly only: readonly string[] | undefined;
  /** All ids that there are. */
  readonly ids: readonly string[];
  readonly change: Change;
};

const lockfile = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/;

/** What a check leaves unchecked by its own set-up, whatever the guardrails say. Pure. */
export const listUncovered = ({ policy, only, ids, change }: CoverageFacts): readonly NotChecked[] => {
  const { guardrails, sandbox } = policy.configuration;
  const disabled = ids.filter((id) => !guardrails.includes(id));
  const unasked = only === undefined ? [] : guardrails.filter((id) => !only.includes(id));
  const lockfiles = change.files.map(({ path }) => path).filter((path) => lockfile.test(path));
  return [
    ...describe(disabled, 'Not among the guardrails that the configuration of base names.'),
    ...describe(unasked, `Not asked for: this check ran only ${only?.join(', ') ?? ''}.`),
    ...describe(lockfiles, 'The lockfile changed, and the packages that are installed here were used on both sides.'),
    ...describe(
      sandbox === 'ephemeral-runner' ? ['walls'] : [],
      'The configuration of base says "sandbox": "ephemeral-runner": the code of the change ran without walls.',
    ),
  ];
};

/** What was not measured, because the change does not pass as it is. Pure. */
export const describeUnmeasured = (ids: readonly string[]): readonly NotChecked[] =>
  describe(ids, 'Measured once the other guardrails pass: a change that is blocked already is not worth the time.');

const describe = (what: readonly string[], why: string): readonly NotChecked[] =>
  what.length === 0 ? [] : [{ what: what.join(', '), why }];
