import { describe, expect, it } from 'vitest';
import { parseBriefTerms } from './parse-brief-terms.ts';

const plan = `
version: 1
goal: A goal
tasks:
  - id: plain
    prompt: Do it.
  - id: full
    title: Full
    prompt: Do it.
    scope: { write: ["src/**"], forbid: ["src/generated/**"] }
    api: additive
    tests: frozen
    behaviour: change
    dependsOn: [plain]
    acceptance: [npm test]
    budget: { usd: 2, minutes: 20, diffLines: 400 }
  - id: typo
    scop: {}
  - id: wrong
    api: everything
`;

const read = (task: string, text = plan) =>
  parseBriefTerms({ text, file: 'plan.yaml', task, protectedGlobs: ['.ci/**'] });

describe('parseBriefTerms', () => {
  it('gives a task that says nothing its defaults: everything but protected files', () => {
    expect(read('plain')).toEqual({
      task: 'plain',
      scope: { write: ['**'], forbid: ['.ci/**'] },
      api: 'unchanged',
      tests: 'add',
      behaviour: 'unchanged',
      diffLines: null,
    });
  });

  it('takes what the task says', () => {
    expect(read('full')).toEqual({
      task: 'full',
      scope: { write: ['src/**'], forbid: ['src/generated/**'] },
      api: 'additive',
      tests: 'frozen',
      behaviour: 'change',
      diffLines: 400,
    });
  });

  it.each([
    ['plan', /plan\.yaml has no task "plan", did you mean "plain"\? \(It has: plain, full, typo, wrong\.\)/],
    ['typo', /task "typo": Unknown option `scop`, did you mean `scope`\?/],
    ['wrong', /task "wrong": Option `api` must be "unchanged" or "additive" or "breaking", got "everything"/],
  ])('says in one sentence what is wrong with %s', (task, message) => {
    expect(() => read(task)).toThrow(message);
  });

  it('says where broken YAML breaks', () => {
    expect(() => read('x', 'tasks:\n  - id: [')).toThrow(/plan\.yaml is not YAML: .*line 2/);
  });

  it('says that a file is no plan', () => {
    expect(() => read('x', 'just text')).toThrow(/has no list of `tasks`/);
  });
});
