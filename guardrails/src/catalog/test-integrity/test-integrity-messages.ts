import { dataText } from '../../data-text.ts';
import type { Guardrail } from '../../guardrail.ts';
import type { TestIntegrityEvidence } from './test-integrity-evidence.ts';

/** The messages of `test-integrity`: what is wrong, why it matters, what to do. */
export const testIntegrityMessages: Guardrail<TestIntegrityEvidence>['messages'] = {
  'test-integrity/test-skipped': (data) =>
    `${named(data)} ran at base and is skipped now${because(data)}: what it guards can break unseen. Mend the code or the test; if it must wait, say why beside it and let a person agree.`,
  'test-integrity/test-made-todo': (data) =>
    `${named(data)} ran at base and is only a todo now: it checks nothing. Keep the test and make it pass.`,
  'test-integrity/failure-expected': (data) =>
    `${named(data)} passed at base and is now expected to fail: it holds the fault in place. Mend the code so that the test passes.`,
  'test-integrity/test-skipped-sometimes': (data) =>
    `${named(data)} always ran at base and now runs only under a condition (${dataText(data, 'reason')}): where it does not hold, nothing is checked. Make it run everywhere, or let a person agree to the condition.`,
  'test-integrity/only-left': (data) =>
    `${named(data)} is marked to run alone: all other tests of the file are left out without a word. Remove \`only\`.`,
  'test-integrity/test-deleted': (data) =>
    `The change deletes ${several(data)} (${dataText(data, 'tests')}), and what was tested is still there${covers(data)}: nothing checks it any more. Restore what was deleted and make it pass, or delete the code with it.`,
  'test-integrity/test-file-deleted': (data) =>
    `The change deletes a file of ${several(data)} (${dataText(data, 'tests')}), and what was tested is still there${covers(data)}. Restore the file and make it pass, or delete the code with it.`,
  'test-integrity/assertion-removed': (data) =>
    `“${dataText(data, 'test')}” no longer says ${dataText(data, 'assertions')}${more(data)}: the test is weaker, and what it checked is still there. Put back what is missing and make it hold.`,
  'test-integrity/assertion-weakened': (data) =>
    `“${dataText(data, 'test')}” said ${dataText(data, 'before')} and now says ${dataText(data, 'after')}, which more answers satisfy: a wrong one can pass. Keep what was pinned down, or let a person agree to the looser claim.`,
  'test-integrity/assertion-swallowed': (data) =>
    `In “${dataText(data, 'test')}” a catch now swallows the failure of ${dataText(data, 'assertion')}: it can no longer fail the test. Let the error through.`,
  'test-integrity/assertion-unreachable': (data) =>
    `In “${dataText(data, 'test')}” nothing reaches ${dataText(data, 'assertion')} any more: it checks nothing. Remove what returns before it or keeps it from running.`,
  'test-integrity/assertion-made-conditional': (data) =>
    `In “${dataText(data, 'test')}” ${dataText(data, 'assertion')} now stands behind a condition: where that does not hold, the test passes without checking. Assert the condition too, or assert always.`,
  'test-integrity/assertion-not-awaited': (data) =>
    `In “${dataText(data, 'test')}” nobody awaits ${dataText(data, 'assertion')} any more: the test can end before it fails. Await it.`,
  'test-integrity/expectation-edited': (data) =>
    `“${dataText(data, 'test')}” expected ${dataText(data, 'before')} and now expects ${dataText(data, 'after')}${data['followsCode'] === true ? ', which is a literal that this change puts into the code' : ''}: right only if the behaviour was meant to change. Compare it with what was asked for.`,
  'test-integrity/snapshot-rewritten': (data) =>
    `Recorded snapshots changed (${dataText(data, 'rewritten')} places rewritten, ${dataText(data, 'removed')} snapshots removed)${data['isProductChanged'] === true ? ' together with the code that they record' : ''}: whatever the code answers became what is expected. Read each difference as a change of behaviour.`,
  'test-integrity/unit-mocked': (data) =>
    `The test replaces ${dataText(data, 'module')}, the module that it is named after, by a mock: it then tests the mock. Mock what that module depends on instead.`,
  'test-integrity/timeout-raised': (data) =>
    `The time limit of ${dataText(data, 'test')} rises from ${dataText(data, 'before')} to ${dataText(data, 'after')} ms: slower code or a race would pass unseen. Find out what takes longer, and say why it may.`,
  'test-integrity/retries-raised': (data) =>
    `${dataText(data, 'test')} is now retried ${dataText(data, 'after')} times (before: ${dataText(data, 'before')}): what fails now and then passes. Mend what makes it fail.`,
  'test-integrity/input-special-cased': (data) =>
    `A new branch asks for ${dataText(data, 'literal')}, which stands in ${dataText(data, 'test')}, and answers with fixed data: the code may know its test rather than its task. Compute the answer; if the value has a meaning of its own, give it a name.`,
};

type Data = Parameters<typeof dataText>[0];

const named = (data: Data): string => {
  const others = Number(data['count'] ?? 1) - 1;
  return `“${dataText(data, 'test')}”${others > 0 ? ` with ${others} more ${others === 1 ? 'test' : 'tests'}` : ''}`;
};

const several = (data: Data): string => (data['count'] === 1 ? 'a test' : `${dataText(data, 'count')} tests`);
const because = (data: Data): string =>
  data['reason'] === '' ? ' and does not say why' : ` (“${dataText(data, 'reason')}”)`;
const covers = (data: Data): string =>
  Array.isArray(data['covers']) && data['covers'].length > 0 ? ` (${dataText(data, 'covers')})` : '';

const more = (data: Data): string => {
  const left = Number(data['count'] ?? 1) - (Array.isArray(data['assertions']) ? data['assertions'].length : 1);
  return left > 0 ? ` and ${left} more` : '';
};
