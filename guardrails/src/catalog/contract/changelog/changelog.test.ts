import { describe, expect, it } from 'vitest';
import { buildGuardrailReport } from '../../../report/report.builder.ts';
import { buildContractFinding, buildContractReport } from './changelog.builder.ts';
import { formatChangelogHtml } from './changelog-html.ts';
import { formatChangelogMarkdown } from './changelog-markdown.ts';
import { createChangelog, sharedHeading } from './changelog.ts';

const witness = {
  side: 'request',
  value: { name: 'Ada' },
  acceptedBy: 'base',
  refusedBy: 'head',
  why: 'must have required property email',
  path: '',
};
const addition = buildContractFinding(
  { semver: 'minor', subject: 'GET /cards', operations: ['GET /cards'], grade: null },
  { level: 'note', code: 'contract/addition', message: '`GET /cards` is new.' },
);

describe('a changelog of a contract', () => {
  it('says the version that the heaviest change needs', () => {
    const semverOf = (...findings: Parameters<typeof buildContractReport>[0]) =>
      createChangelog(buildContractReport(findings)).semver;
    expect([semverOf(addition, buildContractFinding()), semverOf(addition), semverOf()]).toEqual([
      'major',
      'minor',
      'none',
    ]);
  });

  it('promises no version where something could not be compared', () => {
    const unable = buildGuardrailReport({ id: 'contract', verdict: 'cannot-check', reason: 'broken YAML' });
    const changelog = createChangelog(buildContractReport([], { guardrails: [unable] }));
    expect([changelog.semver, changelog.notChecked]).toEqual(['unknown', [{ what: 'contract', why: 'broken YAML' }]]);
  });

  it('puts endpoints with breaking changes first and breaking changes first in each', () => {
    const cards = buildContractFinding({ operations: ['GET /cards'] }, { level: 'warning', fingerprint: 'aa' });
    const { groups } = createChangelog(buildContractReport([addition, cards, buildContractFinding()]));
    expect(groups.map(({ heading, entries }) => [heading, entries.map(({ isBreaking }) => isBreaking)])).toEqual([
      ['POST /users', [true]],
      ['GET /cards', [true, false]],
    ]);
  });

  it('gathers what several endpoints share under one heading and names them', () => {
    const shared = buildContractFinding({ operations: ['GET /a', 'GET /b'], operationCount: 7 });
    const [group] = createChangelog(buildContractReport([shared])).groups;
    expect([group?.heading, group?.entries[0]?.operations]).toEqual([
      sharedHeading,
      ['GET /a', 'GET /b', 'and 5 more'],
    ]);
  });

  it('puts what has no operation under its path, else under the contract as a whole', () => {
    const path = buildContractFinding({ operations: [], operationCount: 0, subject: '/users' });
    const whole = buildContractFinding({ operations: [], operationCount: 0, subject: 'https://api' });
    const { groups } = createChangelog(buildContractReport([path, whole]));
    expect(groups.map(({ heading }) => heading)).toEqual(['/users', 'The contract as a whole']);
  });
});

describe.each([
  ['Markdown', formatChangelogMarkdown],
  ['HTML', formatChangelogHtml],
] as const)('a changelog in %s', (_, format) => {
  it('shows the version, the request that is refused now, and why', () => {
    const text = format(
      createChangelog(buildContractReport([buildContractFinding({ witness })])),
      'old.yaml to new.yaml',
    );
    expect(text).toMatch(/major version/i);
    expect(text).toContain('Base accepts this request, head refuses it:');
    expect(text).toMatch(/POST \/users[\s\S]*Ada[\s\S]*must have required property email/);
  });

  it('says who in the repository relies on it, and also when nobody does', () => {
    const consumers = [{ file: 'src/sign-up.ts', line: 4, owner: '@team/web' }];
    const used = format(createChangelog(buildContractReport([buildContractFinding({ consumers })])), 't');
    const unused = format(createChangelog(buildContractReport([buildContractFinding({ consumers: [] })])), 't');
    expect(used).toMatch(/src\/sign-up\.ts:4 \(@/);
    expect(unused).toContain('Nobody in this repository relies on it.');
  });

  it('lets no text of a document become markup, a mention or an unseen character', () => {
    const hostile = '<script>alert(1)</script> @everyone [x](javascript:1) \u202e';
    const finding = buildContractFinding(
      { subject: hostile, operations: [hostile], witness: { ...witness, value: { a: '```\n</pre><img src=x>' } } },
      { message: hostile },
    );
    const text = format(createChangelog(buildContractReport([finding])), hostile);
    expect(text).not.toContain('\u202e');
    // Between fences Markdown is plain text already.
    expect(text.replaceAll(/^ *(`{3,})\n[\s\S]*?^ *\1$/gm, '')).not.toMatch(/<script|<img/);
  });
});

describe('a changelog in Markdown', () => {
  it('fences an example so that no backticks in it end the fence', () => {
    const finding = buildContractFinding({ witness: { ...witness, value: '```` fence' } });
    expect(formatChangelogMarkdown(createChangelog(buildContractReport([finding])), 't')).toContain('  `````\n');
  });
});
