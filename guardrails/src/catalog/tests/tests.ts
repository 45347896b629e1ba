import type { Guardrail, NotChecked } from '../../guardrail.ts';
import { assessProof } from './assess-proof.ts';
import { assessTests } from './assess-tests.ts';
import { collectTests } from './collect-tests.ts';
import type { TestsEvidence } from './tests-evidence.ts';
import { testsMessages } from './tests-messages.ts';

/** Runs the repository's own tests on a change, and base's tests on its new code. */
export const tests: Guardrail<TestsEvidence> = {
  id: 'tests',
  version: 3,
  collect: collectTests,
  assess: (evidence, policy) => [
    ...assessTests(evidence, policy.brief?.tests ?? 'change'),
    ...assessProof(evidence, policy),
  ],
  notChecked: (evidence) => [...withoutTests(evidence), ...withoutRunner(evidence), ...unproven(evidence)],
  messages: testsMessages,
};

const withoutTests = ({ projects, hasCode }: TestsEvidence): readonly NotChecked[] => {
  if (!hasCode) return [{ what: 'tests', why: 'the change edits no code, so no test was run' }];
  return projects
    .filter(({ head, baseTests }) => head.tests.length === 0 && baseTests === null)
    .map(({ dir }) => ({
      what: `tests of ${dir === '' ? 'the repository' : dir}`,
      why: 'no test imports what this change edits',
    }));
};

const withoutRunner = ({ withoutRunner: files }: TestsEvidence): readonly NotChecked[] =>
  files.length === 0
    ? []
    : [
        {
          what: `tests of ${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more files` : ''}`,
          why: 'no package.json above names a test runner; set `tests.command` in interlock.config.json',
        },
      ];

const unproven = ({ projects }: TestsEvidence): readonly NotChecked[] =>
  projects.flatMap(({ dir, coverageProblem, mutants }) => {
    const of = dir === '' ? '' : ` of ${dir}`;
    return [
      ...(coverageProblem === null ? [] : [{ what: `coverage of the changed lines${of}`, why: coverageProblem }]),
      ...(mutants !== null && 'problem' in mutants ? [{ what: `mutants${of}`, why: mutants.problem }] : []),
    ];
  });
