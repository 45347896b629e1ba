import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, ChangedFile } from '../../change/change.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Tree } from '../../tree/tree.ts';
import { collectPolicy } from './collect-policy.ts';
import { compareConfigurations } from './compare-configurations.ts';
import type { PolicyEvidence } from './policy-evidence.ts';
import { policyGuardrail } from './policy.ts';

type Files = { readonly [path: string]: string };

const tree = (files: Files): Tree => ({
  commit: null,
  sha: '',
  list: () => Promise.resolve(Object.keys(files).map((path) => ({ path, mode: '100644', sha: '' }))),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.reject(new Error('not for this')),
});

/** The change between two sets of files, as git would list it. */
const changeOf = (base: Files, head: Files): Change => ({
  base: 'base',
  head: 'head',
  files: [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .filter((path) => base[path] !== head[path])
    .map((path): ChangedFile => {
      const status = base[path] === undefined ? 'added' : head[path] === undefined ? 'deleted' : 'modified';
      return { status, path, baseMode: '100644', headMode: '100644', isBinary: false, hunks: [] };
    }),
});

const policy = (write: readonly string[] | null): Policy => ({
  configuration: defaultConfiguration,
  exemptions: [],
  brief: write === null ? null : brief(write),
});

const brief = (write: readonly string[]): BriefTerms => ({
  task: 'a-task',
  scope: { write: [...write], forbid: [] },
  api: 'unchanged',
  tests: 'add',
  behaviour: 'unchanged',
  diffLines: null,
});

const check = async (base: Files, head: Files, write: readonly string[] | null = null) => {
  const terms = policy(write);
  const evidence = await collectPolicy({
    base: tree(base),
    head: tree(head),
    change: changeOf(base, head),
    policy: terms,
  });
  return policyGuardrail.assess(evidence, terms);
};

const codes = async (base: Files, head: Files, write: readonly string[] | null = null): Promise<readonly string[]> =>
  (await check(base, head, write)).map(({ code, level, file }) => `${level} ${code} ${file ?? ''}`);

const config = 'interlock.config.json';

describe('policy', () => {
  it('says nothing of a change that touches no policy', async () => {
    expect(await codes({ 'src/a.ts': '1' }, { 'src/a.ts': '2' }, ['src/**'])).toEqual([]);
  });

  it('finds a changed configuration, and names the options', async () => {
    const [finding] = await check({ [config]: '{}' }, { [config]: '{"guardrails": ["scope"], "deadlineSeconds": 1}' });
    expect(finding).toMatchObject({ code: 'policy/configuration-changed', level: 'error', file: config });
    expect(finding?.data['options']).toEqual(['deadlineSeconds', 'guardrails']);
    expect(policyGuardrail.messages['policy/configuration-changed']?.(finding?.data ?? {})).toMatch(
      /interlock\.config\.json is changed \(deadlineSeconds, guardrails\)/,
    );
  });

  it('finds a removed configuration and a changed exemption file', async () => {
    expect(await codes({ [config]: '{}' }, {})).toEqual([`error policy/configuration-changed ${config}`]);
    const exemptions = 'interlock.exemptions.json';
    expect(await codes({ [exemptions]: '1' }, { [exemptions]: '2' })).toEqual([
      `error policy/configuration-changed ${exemptions}`,
    ]);
  });

  it('only notes a configuration that is worded differently and means the same', async () => {
    expect(
      await codes({ [config]: '{}' }, { [config]: `{ "deadlineSeconds": ${defaultConfiguration.deadlineSeconds} }` }),
    ).toEqual([`note policy/configuration-changed ${config}`]);
  });

  it('only notes a first configuration', async () => {
    expect(await codes({}, { [config]: '{"guardrails": []}' })).toEqual([`note policy/introduced ${config}`]);
    expect(await codes({}, { 'interlock.config.ts': 'x' })).toEqual(['note policy/introduced interlock.config.ts']);
  });

  it('finds a configuration that is broken at head, and does not crash', async () => {
    expect(await codes({ [config]: '{}' }, { [config]: '{' })).toEqual([`error policy/configuration-broken ${config}`]);
    expect(await codes({}, { [config]: '{"nope": 1}' })).toEqual([`error policy/configuration-broken ${config}`]);
  });

  it('finds a protected file that a task changes, and lets it where the task names it', async () => {
    const [base, head] = [{ 'tsconfig.json': '1' }, { 'tsconfig.json': '2' }];
    expect(await codes(base, head, ['**'])).toEqual(['error policy/protected-file tsconfig.json']);
    expect(await codes(base, head, ['**/tsconfig.json'])).toEqual(['error policy/protected-file tsconfig.json']);
    expect(await codes(base, head, ['tsconfig.json'])).toEqual(['note policy/protected-file tsconfig.json']);
    expect(await codes(base, head, ['tsconfig*.json'])).toEqual(['note policy/protected-file tsconfig.json']);
  });

  it('finds policy that a task introduces', async () => {
    expect(await codes({}, { [config]: '{}' }, ['**'])).toEqual([`error policy/protected-file ${config}`]);
  });

  it('warns of a protected file without a brief, and notes the first of its kind', async () => {
    const [workflow, other] = ['.github/workflows/ci.yml', '.github/workflows/more.yml'];
    expect(await codes({ [workflow]: '1' }, { [workflow]: '2' })).toEqual([
      `warning policy/protected-file ${workflow}`,
    ]);
    expect(await codes({ [workflow]: '1' }, { [workflow]: '1', [other]: '1' })).toEqual([
      `warning policy/protected-file ${other}`,
    ]);
    expect(await codes({}, { [workflow]: '1' })).toEqual([`note policy/introduced ${workflow}`]);
  });

  it('takes a rename for a removal and an addition', async () => {
    const renamed: ChangedFile = {
      status: 'renamed',
      path: 'docs/old.json',
      basePath: config,
      baseMode: '100644',
      headMode: '100644',
      isBinary: false,
      hunks: [],
    };
    const evidence = await collectPolicy({
      base: tree({ [config]: '{}' }),
      head: tree({ 'docs/old.json': '{}' }),
      change: { base: 'b', head: 'h', files: [renamed] },
      policy: policy(null),
    });
    expect(policyGuardrail.assess(evidence, policy(null)).map(({ code, file }) => [code, file])).toEqual([
      ['policy/configuration-changed', config],
    ]);
  });

  it('protects its own policy also where the configuration of base does not', async () => {
    const open: Policy = { ...policy(['**']), configuration: { ...defaultConfiguration, protected: [] } };
    const [base, head] = [{ [config]: '{}' }, { [config]: '{"guardrails": []}' }];
    const evidence = await collectPolicy({
      base: tree(base),
      head: tree(head),
      change: changeOf(base, head),
      policy: open,
    });
    expect(policyGuardrail.assess(evidence, open)).toMatchObject([{ code: 'policy/protected-file', level: 'error' }]);
  });

  it('names another edit of the same options another finding, so that an exemption does not cover it', async () => {
    const edit = async (seconds: number) =>
      (await check({ [config]: '{}' }, { [config]: `{"deadlineSeconds": ${seconds}}` }))[0]?.fingerprint;
    expect(await edit(1)).not.toBe(await edit(2));
    expect(await edit(1)).toBe(await edit(1));
  });

  it('finds the same from evidence that went through JSON, in any order', async () => {
    const base = { [config]: '{}', 'tsconfig.json': '1', '.npmrc': 'a' };
    const head = { [config]: '{"deadlineSeconds": 2}', 'tsconfig.json': '2', '.ci/run': 'x' };
    const change = changeOf(base, head);
    const evidence = await collectPolicy({ base: tree(base), head: tree(head), change, policy: policy(null) });
    const expected = policyGuardrail.assess(evidence, policy(null)).map(({ fingerprint }) => fingerprint);
    fc.assert(
      fc.property(fc.shuffledSubarray([...evidence.files], { minLength: evidence.files.length }), (files) => {
        const again = JSON.parse(JSON.stringify({ ...evidence, files })) as PolicyEvidence;
        const found = policyGuardrail.assess(again, policy(null)).map(({ fingerprint }) => fingerprint);
        expect([...found].sort()).toEqual([...expected].sort());
      }),
    );
    expect(expected).toHaveLength(4);
  });
});

describe('compareConfigurations', () => {
  it('takes a missing file for the defaults', () => {
    expect(compareConfigurations(null, '{}')).toEqual({ changed: [] });
    expect(compareConfigurations('{"sandbox": "ephemeral-runner"}', null)).toEqual({ changed: ['sandbox'] });
  });

  it('names options of options', () => {
    const service = { start: 'x', requests: ['r'] };
    const before = JSON.stringify({ services: { a: service } });
    const after = JSON.stringify({ services: { a: { ...service, budgets: { p99: '1ms' } } }, tests: { command: 'y' } });
    expect(compareConfigurations(before, after)).toEqual({ changed: ['services.a.budgets.p99', 'tests.command'] });
  });
});
