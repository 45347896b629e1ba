import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Change, ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import { runInSandbox } from '../../sandbox/run-in-sandbox.ts';
import { createFacts } from '../../tree/facts.ts';
import type { Tree } from '../../tree/tree.ts';
import { tests } from './tests.ts';

type Files = Readonly<Record<string, string>>;

const repositoryModules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const installed = ['vitest', 'vite', '@vitest/coverage-v8', '@stryker-mutator/core', '@stryker-mutator/vitest-runner'];
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A checkout of these files, with this repository's Vitest in its node_modules. */
const aTree = (files: Files, withModules = true): Tree => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'tests-guardrail-')));
  folders.push(dir);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  if (withModules) {
    mkdirSync(join(dir, 'node_modules'));
    for (const scope of ['@vitest', '@stryker-mutator']) mkdirSync(join(dir, 'node_modules', scope));
    for (const name of installed) symlinkSync(join(repositoryModules, name), join(dir, 'node_modules', name));
  }
  return {
    commit: null,
    sha: '0'.repeat(40),
    list: () => Promise.resolve(Object.keys(files).map((path) => ({ path, mode: '100644' as const, sha: path }))),
    readText: (path) => Promise.resolve(files[path] ?? null),
    checkout: () => Promise.resolve({ dir, readOnly: [repositoryModules] }),
  };
};

/** One hunk from the first line that differs to the end. */
const aHunk = (base: string, head: string): ChangedFile['hunks'][number] => {
  const [before, after] = [base.split('\n'), head.split('\n')];
  const same = after.findIndex((line, index) => line !== before[index]);
  const start = same === -1 ? after.length : same;
  const counts = { baseCount: before.length - start, headCount: after.length - start };
  return { baseStart: start + 1, headStart: start + 1, ...counts, removed: [], added: [] };
};

/** What differs between two sets of files; `renamed` says which new path was which old one. */
const aChange = (base: Files, head: Files, renamed: Files = {}): Change => {
  const common = {
    isBinary: false,
    baseMode: '100644' as const,
    headMode: '100644' as const,
  };
  const old = new Set(Object.values(renamed));
  const files = [...new Set([...Object.keys(base), ...Object.keys(head)])].flatMap((path): ChangedFile[] => {
    const basePath = renamed[path];
    const hunks = [aHunk(base[basePath ?? path] ?? '', head[path] ?? '')];
    if (basePath !== undefined) return [{ ...common, hunks, status: 'renamed', path, basePath }];
    if (old.has(path) || base[path] === head[path]) return [];
    const status = base[path] === undefined ? 'added' : head[path] === undefined ? 'deleted' : 'modified';
    return [{ ...common, hunks, status, path }];
  });
  return { base: '0', head: null, files };
};

type Case = {
  readonly base: Files;
  /** What head writes over base; null deletes. */
  readonly edit: Readonly<Record<string, string | null>>;
  readonly renamed?: Files;
  readonly terms?: BriefTerms['tests'];
  readonly settings?: Partial<Policy['configuration']['tests']>;
  readonly behaviour?: BriefTerms['behaviour'];
  readonly withModules?: boolean;
};

const check = async ({ base, edit, renamed, terms, settings, withModules, behaviour }: Case) => {
  const merged = Object.entries({ ...base, ...edit });
  const head = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
  const policy = {
    configuration: {
      tests: { ...defaultConfiguration.tests, timeoutSeconds: 120, coverage: false, ...settings },
    },
    exemptions: [],
    brief: terms === undefined && behaviour === undefined ? null : { tests: terms ?? 'change', behaviour },
  } as unknown as Policy;
  let runs = 0;
  const context: CollectContext = {
    base: aTree(base, withModules),
    head: aTree(head, withModules),
    change: aChange(base, head, renamed),
    policy,
    // Which run it is, for the test that is to behave differently in each.
    run: (command) => runInSandbox({ ...command, env: { RUN: String((runs += 1)) } }),
    exclusive: (work) => work(),
    facts: createFacts(),
    history: () => Promise.resolve({ steps: [], omitted: 0 }),
    signal: new AbortController().signal,
  };
  const collected = await tests.collect(context);
  if ('cannotCheck' in collected) return collected;
  const findings = tests.assess(collected.evidence, policy);
  return {
    findings,
    told: findings.map(({ code, level, file, line, data }) => [code, level, file, line, data['test']]),
    notChecked: tests.notChecked?.(collected.evidence, policy) ?? [],
  };
};

const vitestPackage = JSON.stringify({ name: 'sums', type: 'module', scripts: { test: 'vitest run' } });
const sum = 'export const sum = (a: number, b: number): number => a + b;\n';
const broken = 'export const sum = (a: number, b: number): number => a - b;\n';
const sumTest = `import { expect, it } from 'vitest';
import { sum } from './sum.ts';

it('adds', () => {
  expect(sum(2, 1)).toBe(3);
});

it('adds nothing', () => {
  expect(sum(2, 0)).toBe(2);
});
`;
const sums: Files = {
  'package.json': vitestPackage,
  'src/sum.ts': sum,
  'src/sum.test.ts': sumTest,
  'src/other.test.ts': `import { it } from 'vitest';\nit('stands apart', () => {});\n`,
};

/** An installed package called vitest that passes, and knows `--includeTaskLocation` from version 3 on only, as the real one does. */
const vitestOf = (version: string): Files => ({
  'node_modules/vitest/package.json': JSON.stringify({ name: 'vitest', version, type: 'module', bin: './cli.mjs' }),
  'node_modules/vitest/cli.mjs': `import { writeFileSync } from 'node:fs';
if (process.argv.includes('--includeTaskLocation') && ${JSON.stringify(version)} < '3') throw new Error('Unknown option');
const file = process.argv.find((argument) => argument.startsWith('--outputFile=')).slice('--outputFile='.length);
const assertionResults = [{ fullName: 'adds', status: 'passed' }];
writeFileSync(file, JSON.stringify({ testResults: [{ name: process.cwd() + '/src/sum.test.ts', assertionResults }] }));
`,
});

describe('with Vitest', () => {
  it('passes when the related tests pass', async () => {
    const answer = await check({ base: sums, edit: { 'src/sum.ts': `${sum}// the same\n` } });
    expect(answer).toMatchObject({ told: [], notChecked: [] });
  });

  it('names the test that the change breaks, with the line of the assertion and the reason', async () => {
    const answer = await check({ base: sums, edit: { 'src/sum.ts': broken } });
    expect(answer).toMatchObject({ told: [['tests/failing', 'error', 'src/sum.test.ts', 5, 'adds']] });
    expect(JSON.stringify(answer)).toContain('expected 1 to be 3');
    expect(JSON.stringify(answer)).not.toContain(tmpdir() + '/');
  });

  it('warns of a test that failed before the change as well', async () => {
    const base = { ...sums, 'src/sum.test.ts': sumTest.replace('toBe(3)', 'toBe(4)') };
    const answer = await check({ base, edit: { 'src/sum.ts': `${sum}// the same\n` } });
    expect(answer).toMatchObject({ told: [['tests/already-failing', 'warning', 'src/sum.test.ts', 5, 'adds']] });
  });

  it('says that a test is an error when it is newly skipped', async () => {
    const edit = { 'src/sum.ts': broken, 'src/sum.test.ts': sumTest.replace("it('adds',", "it.skip('adds',") };
    const answer = await check({ base: sums, edit });
    expect(answer).toMatchObject({
      told: [
        ['tests/newly-skipped', 'error', 'src/sum.test.ts', 4, 'adds'],
        ['tests/expectation-edited', 'note', 'src/sum.test.ts', 5, 'adds'],
      ],
    });
  });

  it.each<readonly [BriefTerms['tests'] | undefined, string]>([
    [undefined, 'note'],
    ['add', 'error'],
  ])("runs base's tests on the new code: an edited expectation, tests: %s, is a(n) %s", async (terms, level) => {
    const edit = { 'src/sum.ts': broken, 'src/sum.test.ts': sumTest.replace('toBe(3)', 'toBe(1)') };
    const answer = await check({ base: sums, edit, ...(terms === undefined ? {} : { terms }) });
    expect(answer).toMatchObject({ told: [['tests/expectation-edited', level, 'src/sum.test.ts', 5, 'adds']] });
  });

  it('passes when tests are only added to a file, whatever the brief allows to change', async () => {
    const more = `${sumTest}\nit('adds more', () => {\n  expect(sum(1, 1)).toBe(2);\n});\n`;
    const answer = await check({ base: sums, edit: { 'src/sum.test.ts': more }, terms: 'add' });
    expect(answer).toMatchObject({ told: [] });
  });

  it('says that a deleted test no longer holds', async () => {
    const answer = await check({ base: sums, edit: { 'src/sum.ts': broken, 'src/sum.test.ts': null }, terms: 'add' });
    expect(answer).toMatchObject({ told: [['tests/deleted', 'error', 'src/sum.test.ts', 5, 'adds']] });
  });

  it('says that base’s test no longer loads when what it imports has moved', async () => {
    const edit = {
      'src/sum.ts': null,
      'src/plus.ts': sum.replace('sum', 'plus'),
      'src/sum.test.ts': sumTest.replaceAll('sum', 'plus'),
    };
    const answer = await check({ base: sums, edit, renamed: { 'src/plus.ts': 'src/sum.ts' }, terms: 'add' });
    expect(answer).toMatchObject({ told: [['tests/expectation-edited', 'error', 'src/sum.test.ts', undefined, '']] });
    expect(JSON.stringify(answer)).toContain('./sum.ts');
  });

  it('finds nothing when a test moves together with its source', async () => {
    const edit = { 'src/sum.ts': null, 'src/sum.test.ts': null, 'lib/sum.ts': sum, 'lib/sum.test.ts': sumTest };
    const renamed = { 'lib/sum.ts': 'src/sum.ts', 'lib/sum.test.ts': 'src/sum.test.ts' };
    expect(await check({ base: sums, edit, renamed, terms: 'add' })).toMatchObject({ told: [], notChecked: [] });
  });

  it('finds a test that imports a deleted file', async () => {
    const answer = await check({ base: sums, edit: { 'src/sum.ts': null } });
    expect(answer).toMatchObject({ told: [['tests/failing', 'error', 'src/sum.test.ts', undefined, '']] });
  });

  it('warns of a test that passes the second time', async () => {
    const chance = `import { expect, it } from 'vitest';
import { sum } from './sum.ts';
it('depends on chance', () => {
  expect(sum(Number(process.env['RUN']), 0)).toBeGreaterThan(1);
});
`;
    const base = { ...sums, 'src/chance.test.ts': chance };
    const answer = await check({ base, edit: { 'src/sum.ts': `${sum}// the same\n` } });
    expect(answer).toMatchObject({ told: [['tests/flaky', 'warning', 'src/chance.test.ts', 4, 'depends on chance']] });
  });

  it('says that no test imports what the change edits', async () => {
    const answer = await check({
      base: { ...sums, 'src/lonely.ts': 'export const a = 1;\n' },
      edit: { 'src/lonely.ts': 'export const a = 2;\n' },
    });
    expect(answer).toMatchObject({ told: [['tests/none-related', 'note', undefined, undefined, undefined]] });
    expect(answer).toMatchObject({ notChecked: [{ why: 'no test imports what this change edits' }] });
  });

  it('is not deceived by a report that the code prints, nor by killing the runner', async () => {
    const forged = JSON.stringify({ testResults: [], success: true });
    const edit = { 'src/sum.ts': `console.log('nonce ' + ${JSON.stringify(forged)});\n${broken}` };
    expect(await check({ base: sums, edit })).toMatchObject({
      told: [['tests/failing', 'error', 'src/sum.test.ts', 5, 'adds']],
    });
    const exits = await check({
      base: sums,
      edit: { 'src/sum.ts': `process.kill(process.ppid, 'SIGKILL');\n${broken}` },
    });
    expect('cannotCheck' in exits || exits.findings.some(({ level }) => level === 'error')).toBe(true);
  });

  it('decides nothing about colours for the code, and takes them out of what it tells', async () => {
    const colours = `${sumTest}\nit('is free to colour', () => expect([process.env.NO_COLOR, process.env.FORCE_COLOR]).toEqual([undefined, undefined]));\n`;
    const free = await check({
      base: { ...sums, 'src/sum.test.ts': colours },
      edit: { 'src/sum.ts': `${sum}// same\n` },
    });
    expect(free).toMatchObject({ told: [] });
    const red = {
      'node_modules/vitest/cli.mjs': `console.error('\\u001B[31mno such option\\u001B[0m');\nprocess.exit(1);\n`,
    };
    const base = { ...sums, ...vitestOf('3.0.0'), ...red };
    const answered = await check({ base, edit: { 'src/sum.ts': broken }, withModules: false });
    expect('cannotCheck' in answered ? answered.cannotCheck : '').toMatch(/: no such option$/u);
  });

  it('lets tests write in their tree without anyone else seeing it', async () => {
    const writes = `import { writeFileSync } from 'node:fs';\nwriteFileSync('src/sum.ts', '');\n${sum}`;
    const answer = await check({ base: sums, edit: { 'src/sum.ts': writes } });
    expect(answer).toMatchObject({ told: [] });
    const texts = folders.map((folder) => readFileSync(join(folder, 'src/sum.ts'), 'utf8'));
    expect(texts.sort()).toEqual([sum, writes].sort());
    expect(folders.flatMap((folder) => readdirSync(join(folder, 'node_modules')))).not.toContain('.vite');
  });

  it('gives a Vitest before 3 no option that it refuses to start with', async () => {
    const answered = await check({
      base: { ...sums, ...vitestOf('2.1.9') },
      edit: { 'src/sum.ts': broken },
      withModules: false,
    });
    expect(answered).toMatchObject({ told: [] });
  });

  it('takes no report for no test only where no import leads from a test to the change', async () => {
    const silent = { ...vitestOf('2.1.9'), 'node_modules/vitest/cli.mjs': `console.log('No test files found');\n` };
    const base = { ...sums, ...silent, 'src/apart.ts': sum };
    const apart = await check({ base, edit: { 'src/apart.ts': broken }, withModules: false });
    expect(apart).toMatchObject({ told: [['tests/none-related', 'note', undefined, undefined, undefined]] });
    const related = await check({ base, edit: { 'src/sum.ts': broken }, withModules: false });
    expect('cannotCheck' in related ? related.cannotCheck : '').toContain('wrote no report of tests');
  });

  it('tells the error of a runner that does not start, and not only where it stood', async () => {
    const refuses = { 'node_modules/vitest/cli.mjs': `throw new Error('no such option');\n` };
    const base = { ...sums, ...vitestOf('3.0.0'), ...refuses };
    const answered = await check({ base, edit: { 'src/sum.ts': broken }, withModules: false });
    expect('cannotCheck' in answered ? answered.cannotCheck : '').toContain('Error: no such option');
  });

  it('cannot check without node_modules, and says what to do', async () => {
    const answer = await check({ base: sums, edit: { 'src/sum.ts': broken }, withModules: false });
    expect(answer).toEqual({ cannotCheck: expect.stringContaining('run `npm ci` first') as string });
  });

  it('cannot check when the tests do not end in time', async () => {
    const hangs = `await new Promise(() => setInterval(() => {}, 1000));\n${sum}`;
    const answer = await check({ base: sums, edit: { 'src/sum.ts': hangs }, settings: { timeoutSeconds: 3 } });
    expect(answer).toEqual({ cannotCheck: expect.stringContaining('did not end within 3 s') as string });
  });
});

describe('what the tests show of the change', () => {
  const base = {
    ...sums,
    'package.json': JSON.stringify({
      name: 'sums',
      type: 'module',
      scripts: { test: 'vitest run' },
      devDependencies: {
        '@vitest/coverage-v8': '*',
        '@stryker-mutator/core': '*',
        '@stryker-mutator/vitest-runner': '*',
      },
    }),
  };
  const more = `${sum}export const sign = (a: number): string => {
  if (a < 0) return 'minus';
  const word = a === 0 ? 'nought' : 'plus';
  return word;
};
`;
  const signTest = `import { expect, it } from 'vitest';
import { sign } from './sum.ts';
it('names a sign', () => {
  expect(sign(4)).toBe('plus');
});
`;
  const edit = { 'src/sum.ts': more, 'src/sign.test.ts': signTest };

  it('names the changed lines and ways on that no related test runs', async () => {
    const untested = await check({ base, edit: { 'src/sum.ts': more }, settings: { coverage: true }, terms: 'add' });
    expect(untested).toMatchObject({ told: [['tests/uncovered-change', 'warning', 'src/sum.ts', 3, undefined]] });
    expect(untested).toMatchObject({ findings: [{ data: { uncovered: '3-5', count: 3, lines: 4 } }], notChecked: [] });
    const partly = await check({ base, edit, settings: { coverage: true } });
    expect(partly).toMatchObject({ told: [['tests/uncovered-change', 'note', 'src/sum.ts', 3, undefined]] });
  });

  it('lets base ask for a share of the changed lines', async () => {
    const settings = { coverage: true, minimumChangedCoverage: 90 };
    const answer = await check({ base, edit: { 'src/sum.ts': more }, settings });
    expect(answer).toMatchObject({ told: [['tests/uncovered-change', 'error', 'src/sum.ts', 3, undefined]] });
  });

  it('says why it did not measure coverage', async () => {
    const answer = await check({ base: sums, edit: { 'src/sum.ts': more }, settings: { coverage: true } });
    expect(answer).toMatchObject({ told: [], notChecked: [{ what: 'coverage of the changed lines' }] });
  });

  it('finds that all added tests pass without the change, and is content when one fails there', async () => {
    const holds = `import { expect, it } from 'vitest';
import { sum } from './sum.ts';
it('adds on', () => {
  expect(sum(4, 1)).toBe(5);
});
`;
    const idle = { 'src/sum.ts': more, 'src/on.test.ts': holds };
    const nothing = await check({ base, edit: idle, behaviour: 'change' });
    expect(nothing).toMatchObject({ told: [['tests/proves-nothing', 'error', 'src/on.test.ts', 3, undefined]] });
    expect(await check({ base, edit: idle, terms: 'add' })).toMatchObject({
      told: [['tests/proves-nothing', 'warning', 'src/on.test.ts', 3, undefined]],
    });
    const both = await check({ base, edit: { ...edit, 'src/on.test.ts': holds }, behaviour: 'change' });
    expect(both).toMatchObject({ told: [['tests/holds-on-base', 'note', 'src/on.test.ts', 3, undefined]] });
    expect(await check({ base, edit, behaviour: 'change' })).toMatchObject({ told: [] });
  });

  it('does not ask added tests to fail where no product code changed', async () => {
    expect(await check({ base, edit: { 'src/more.test.ts': sumTest }, behaviour: 'change' })).toMatchObject({
      told: [],
    });
  });

  it('names mutants of changed lines that no test notices, found by StrykerJS', async () => {
    const settings = { coverage: true, mutation: true };
    const answer = await check({ base, edit, settings });
    const survivors = 'told' in answer ? answer.told.filter(([code]) => code === 'tests/mutant-survived') : [];
    expect(survivors.length).toBeGreaterThan(0);
    expect(
      survivors.every(([, level, file, line]) => level === 'note' && file === 'src/sum.ts' && Number(line) > 1),
    ).toBe(true);
    const without = await check({ base: sums, edit: { 'src/sum.ts': more }, settings: { mutation: true } });
    expect(without).toMatchObject({ told: [], notChecked: [{ what: 'mutants' }] });
  });
});

const nodePackage = JSON.stringify({ name: 'sums', type: 'module', scripts: { test: 'node --test' } });
const nodeTest = sumTest
  .replace(
    "import { expect, it } from 'vitest';",
    "import assert from 'node:assert/strict';\nimport { describe, it } from 'node:test';",
  )
  .replace(/expect\((.*)\)\.toBe\((.*)\)/g, 'assert.equal($1, $2)');
const nodeSums: Files = { 'package.json': nodePackage, 'src/sum.ts': sum, 'src/sum.test.ts': nodeTest };

describe('with node:test', () => {
  it('passes when the related tests pass', async () => {
    expect(await check({ base: nodeSums, edit: { 'src/sum.ts': `${sum}// same\n` } })).toMatchObject({
      told: [],
      notChecked: [],
    });
  });

  it('names the test that the change breaks, with its group and line', async () => {
    const grouped = nodeTest
      .replace("it('adds',", "describe('sum', () => { it('adds',")
      .replace('});\n\nit', '}); });\n\nit');
    const answer = await check({ base: { ...nodeSums, 'src/sum.test.ts': grouped }, edit: { 'src/sum.ts': broken } });
    expect(answer).toMatchObject({ told: [['tests/failing', 'error', 'src/sum.test.ts', 6, 'sum adds']] });
  });

  it('finds a test that no longer loads', async () => {
    const answer = await check({ base: nodeSums, edit: { 'src/sum.ts': null } });
    expect(answer).toMatchObject({ told: [['tests/failing', 'error', 'src/sum.test.ts', expect.anything(), '']] });
  });

  it('finds a skipped test and an edited expectation', async () => {
    const edit = { 'src/sum.ts': broken, 'src/sum.test.ts': nodeTest.replace("it('adds',", "it.skip('adds',") };
    const answer = await check({ base: nodeSums, edit, terms: 'add' });
    expect(answer).toMatchObject({
      told: [
        ['tests/newly-skipped', 'error', 'src/sum.test.ts', 5, 'adds'],
        ['tests/expectation-edited', 'error', 'src/sum.test.ts', 6, 'adds'],
      ],
    });
  });
});

describe('the coverage of node:test', () => {
  it('names the changed lines that no related test runs', async () => {
    const more = `${sum}export const twice = (a: number): number => {\n  const doubled = a * 2;\n  return doubled;\n};\n`;
    const answer = await check({ base: nodeSums, edit: { 'src/sum.ts': more }, settings: { coverage: true } });
    expect(answer).toMatchObject({ told: [['tests/uncovered-change', 'note', 'src/sum.ts', 3, undefined]] });
  });
});

describe('with a command of the configuration', () => {
  const base: Files = { 'check.sh': 'grep -q good data.txt', 'data.txt': 'good' };

  it('judges by the exit code alone, and by base’s when it fails', async () => {
    const settings = { command: 'sh check.sh {files}' };
    expect(await check({ base, edit: { 'data.txt': 'good enough' }, settings })).toMatchObject({ told: [] });
    expect(await check({ base, edit: { 'data.txt': 'bad' }, settings })).toMatchObject({
      told: [['tests/failing', 'error', undefined, undefined, 'sh check.sh {files}']],
    });
    const failing = { ...base, 'data.txt': 'bad' };
    expect(await check({ base: failing, edit: { 'data.txt': 'worse' }, settings })).toMatchObject({
      told: [['tests/already-failing', 'warning', undefined, undefined, 'sh check.sh {files}']],
    });
  });
});

describe('without a runner', () => {
  it('passes and says so', async () => {
    const answer = await check({ base: { 'a.ts': '' }, edit: { 'a.ts': 'export {};' } });
    expect(answer).toMatchObject({ told: [], notChecked: [{ what: 'tests of a.ts' }] });
  });
});
