import { dataText } from '../../data-text.ts';
import type { FindingData } from '../../guardrail.ts';
import type { WeakeningCode } from './effective/weakening.ts';

type Message = (data: FindingData) => string;

const message =
  (lead: string, why: string): Message =>
  (data) =>
    `${lead}: ${dataText(data, 'what')} (${dataText(data, 'path')}). Base: ${dataText(data, 'before')}; head: ${dataText(data, 'after')}. ${why}`;

/** The text of each way in which a configuration becomes weaker. */
export const weakeningMessages: Readonly<Record<WeakeningCode, Message>> = {
  'policy/lint-rule-weakened': message(
    'A lint rule became weaker',
    'What it would have found goes by from now on, in every change. Put the rule back and repair the code; if the rule is wrong, a person changes it by itself.',
  ),
  'policy/lint-files-excluded': message(
    'Files are no longer linted',
    'Nothing that is wrong in them is found any more. Narrow the glob to what is generated.',
  ),
  'policy/types-weakened': message(
    'The type-check finds less',
    'Mistakes that the compiler found at base now compile. Put the option back and repair the types.',
  ),
  'policy/tests-excluded': message(
    'Tests no longer run',
    'A green run does not mean that they pass. Repair the tests, or delete them where a reviewer sees it.',
  ),
  'policy/tests-softened': message(
    'The test runner forgives more',
    'A test that fails now and then counts as passed, or an error is not seen. Find the cause in place of it.',
  ),
  'policy/threshold-lowered': message(
    'Coverage is asked for less',
    'New code may land untested. Add the missing tests, and leave the threshold.',
  ),
  'policy/ci-weakened': message(
    'CI checks less',
    'A pull request can be green although this check would fail. Put it back; if it moved, name it as it was.',
  ),
  'policy/ci-permissions-widened': message(
    'CI may do more, or runs code that is not fixed',
    'Whoever gets code into this workflow gets these rights. Grant the one right that a job needs, in that job.',
  ),
  'policy/script-weakened': message(
    'A script of the package checks less',
    'CI and people run it and trust its exit code. Put the check back.',
  ),
  'policy/hook-removed': message(
    'A git hook is gone',
    'What it checked before each commit or push is found later or never. Put it back, or say why CI is enough.',
  ),
  'policy/owners-lost': message(
    'Files have lost their owners',
    'Nobody is asked to review changes to them any more. Give them an owner.',
  ),
};
