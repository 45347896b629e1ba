import type { FindingData, Json } from '../../guardrail.ts';

type Message = (data: FindingData) => string;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** `“adds numbers” in src/sum.test.ts`, or what failed when it was no single test. */
const nameOf = ({ test, file, runner }: FindingData): string => {
  if (typeof file !== 'string')
    return typeof test === 'string' && test !== '' ? `\`${test}\`` : `The run of ${text(runner)}`;
  return typeof test === 'string' && test !== '' ? `“${test}” in ${file}` : `${file} as a whole`;
};

const reasonOf = ({ message }: FindingData): string =>
  typeof message === 'string' && message !== '' ? `\n${message}\n` : ' ';

const countOf = ({ count }: FindingData): string => (count === 1 ? 'The one test' : `All ${Number(count)} tests`);

const namesOf = ({ tests, count }: FindingData): string => {
  const names = Array.isArray(tests) ? tests.map((name) => `“${text(name as Json)}”`) : [];
  const more = Number(count) - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Code → text from data. */
export const testsMessages: { readonly [code: string]: Message } = {
  'tests/failing': (data) =>
    `${nameOf(data)} fails with this change and does not fail without it, twice in a row:${reasonOf(data)}` +
    'The change breaks what this test protects. Repair the code; edit the test only if the brief asks for other behaviour.',
  'tests/already-failing': (data) =>
    `${nameOf(data)} fails, and fails on base as well:${reasonOf(data)}` +
    'This change is not the cause, but it is not protected by this test either. Repair it on base.',
  'tests/flaky': (data) =>
    `${nameOf(data)} failed and then passed on the same code:${reasonOf(data)}` +
    'A test that decides by chance protects nothing and wastes reruns. Find what it depends on: time, order, shared state.',
  'tests/newly-skipped': (data) =>
    `${nameOf(data)} passed on base and is skipped now. A skipped test protects nothing, and nobody will notice. ` +
    'Run it again and repair the code; if it has no reason to be any more, a person says so by deleting it.',
  'tests/expectation-edited': (data) =>
    `Base's version of ${nameOf(data)} passes on base and fails on this change's code; the change edited the test:${reasonOf(data)}` +
    'What was expected before no longer holds. Keep it, or have the brief say `tests: change`.',
  'tests/deleted': (data) =>
    `The change deletes ${nameOf(data)}, which passes on base and fails on this change's code:${reasonOf(data)}` +
    'What was expected before no longer holds. Keep it, or have the brief say `tests: change`.',
  'tests/frozen': (data) =>
    `${text(data['file'])} is ${text(data['what'])} although the brief says \`tests: frozen\`. ` +
    'Frozen tests are the measure of this task. Undo it, or have the brief say `tests: add` or `tests: change`.',
  'tests/uncovered-change': (data) =>
    [
      Number(data['count']) > 0
        ? `No related test runs ${text(data['uncovered'])} (${Number(data['count'])} of the ${Number(data['lines'])} changed lines here that hold code).`
        : `No related test takes every way on from the condition in line ${text(data['untaken'])}.`,
      typeof data['minimum'] === 'number'
        ? `Of all changed lines ${Number(data['percent'])} % run, and base asks for ${data['minimum']} % (\`tests.minimumChangedCoverage\`).`
        : '',
      'What never ran was not tested: add a test that reaches it, or take out what cannot be reached.',
    ]
      .filter(Boolean)
      .join(' '),
  'tests/proves-nothing': (data) =>
    `${countOf(data)} added here ${data['count'] === 1 ? 'passes' : 'pass'} on base as well: ${namesOf(data)}. They would be green without the change, so they show nothing of it. ` +
    'Add a test that fails on base and passes now.',
  'tests/holds-on-base': (data) =>
    `${Number(data['count'])} of the ${Number(data['added'])} tests added here hold on base as well: ${namesOf(data)}. ` +
    'They describe what was there already; the others show the change.',
  'tests/mutant-survived': (data) =>
    `With \`${text(data['mutant'])}\` (${text(data['by'])}) in this place, no related test fails. ` +
    'Whoever breaks it so will not be told: assert what this line is for.',
  'tests/none-related': (data) =>
    `No test in ${text(data['dir'])} imports what this change edits, so nothing shows that it works. ` +
    'Add a test that fails without the change.',
};
