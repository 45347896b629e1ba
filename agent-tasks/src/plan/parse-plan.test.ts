import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePlan } from './parse-plan.ts';

const problemsOf = (text: string) =>
  parsePlan(text).problems.map(({ code, line, column, message }) => ({ at: `${line}:${column}`, code, message }));

it('gives every field of a task its default', () => {
  const { plan, problems } = parsePlan('version: 1\ntasks:\n  - id: a\n    prompt: Do it\n', ['.ci/**']);
  expect(problems).toEqual([]);
  expect(plan).toEqual({
    version: 1,
    goal: '',
    base: null,
    tasks: [
      {
        id: 'a',
        title: 'Do it',
        prompt: 'Do it',
        scope: { write: ['**'], forbid: ['.ci/**'] },
        api: 'unchanged',
        tests: 'add',
        behaviour: 'unchanged',
        dependsOn: [],
        acceptance: [],
        budget: { usd: null, minutes: 20, rounds: 3, diffLines: null },
      },
    ],
  });
});

it('does not forbid protected files to a task whose own scope names what it writes', () => {
  const { plan } = parsePlan('version: 1\ntasks:\n  - id: a\n    prompt: p\n    scope: { write: [".ci/run"] }\n', [
    '.ci/**',
  ]);
  expect(plan?.tasks[0]?.scope).toEqual({ write: ['.ci/run'], forbid: [] });
});

it('names line and column of broken YAML', () => {
  const [problem] = problemsOf('version: 1\ntasks:\n  - id: "a\n');
  expect(problem?.code).toBe('plan/yaml');
  expect(problem?.at).toMatch(/^[34]:\d+$/);
});

it('names an option that does not exist, at its place', () => {
  expect(problemsOf('version: 1\ntasks:\n  - id: a\n    prompt: p\n    scopes: {}\n')).toEqual([
    { at: '5:5', code: 'plan/schema', message: '`tasks.0` has no option `scopes`: remove it or mend its spelling' },
  ]);
});

it('names what a task lacks and a value that is none of the allowed ones', () => {
  const messages = problemsOf('version: 1\ntasks:\n  - id: a\n    api: none\n').map(({ message }) => message);
  expect(messages).toContain('`tasks.0` lacks `prompt`');
  expect(messages).toContain('`tasks.0.api` must be one of unchanged, additive, breaking');
});

it('names duplicate ids, unknown dependencies and cycles at their places', () => {
  const text = `version: 1
tasks:
  - { id: a, prompt: p, dependsOn: [b] }
  - { id: b, prompt: p, dependsOn: [a, nowhere] }
`;
  const twice = 'version: 1\ntasks:\n  - { id: a, prompt: p }\n  - { id: a, prompt: p }\n';
  expect(problemsOf(twice).map(({ code, at }) => `${code} ${at}`)).toEqual(['plan/duplicate-id 4:11']);
  expect(problemsOf(text).map(({ code, at }) => `${code} ${at}`)).toEqual([
    'plan/unknown-dependency 4:40',
    'plan/cycle 3:36',
  ]);
});

it('refuses two tasks without an order that may write the same file, and allows them with one', () => {
  const plan = (dependsOn: string) => `version: 1
tasks:
  - id: a
    prompt: p
    scope: { write: ["src/**/*.ts"] }
  - id: b
    prompt: p
    dependsOn: [${dependsOn}]
    scope: { write: ["src/core/*"] }
`;
  const [problem] = problemsOf(plan(''));
  expect(problem?.code).toBe('plan/overlap');
  expect(problem?.message).toMatch(/`a` and `b` may both write `src\/core\/.*\.ts`/);
  expect(problem?.at).toBe('9:21');
  expect(problemsOf(plan('a'))).toEqual([]);
});

it('refuses scopes that leave the repository', () => {
  expect(
    problemsOf('version: 1\ntasks:\n  - id: a\n    prompt: p\n    scope: { write: ["../x", "/etc/**"] }\n').map(
      ({ code }) => code,
    ),
  ).toEqual(['plan/scope-glob', 'plan/scope-glob']);
});

it('refuses an alias bomb instead of expanding it', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (const [previous, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map((pair) => pair.split(''))) {
    bomb.push(
      `${name ?? ''}: &${name ?? ''} [${Array(9)
        .fill(`*${previous ?? ''}`)
        .join(',')}]`,
    );
  }
  const { plan, problems } = parsePlan(bomb.join('\n'));
  expect(plan).toBeNull();
  expect(problems.length).toBeGreaterThan(0);
});

it('answers any text with a plan or a problem, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
      const { plan, problems } = parsePlan(text);
      expect(plan !== null || problems.length > 0).toBe(true);
    }),
  );
});
