import { draw, mutateOneFile, type FileMutator } from './choose-file.ts';
import type { Operator } from './operator.ts';

/** Replaces one of the places that a pattern matches, drawn; the pattern must be global. */
const replaceOne =
  (pattern: RegExp, replacement: (match: RegExpExecArray) => string | null): FileMutator =>
  async ({ path, text }, { random, readBase }) => {
    const base = (await readBase(path)) ?? '';
    const places = [...text.matchAll(pattern)].flatMap((match) => {
      const lineStart = text.lastIndexOf('\n', match.index + 1) + 1;
      const isComment = /\/\/|^\s*[#*]/.test(text.slice(lineStart, match.index));
      const replaced = isComment || !base.includes(match[0]) ? null : replacement(match);
      return replaced === null ? [] : [{ match, replaced }];
    });
    const place = draw(places, random);
    if (place === undefined) return null;
    const { match, replaced } = place;
    return text.slice(0, match.index) + replaced + text.slice(match.index + match[0].length);
  };

const isRoot =
  (pattern: RegExp) =>
  (path: string): boolean =>
    pattern.test(path) &&
    !/(^|\/)(node_modules|fixtures?|examples?|templates?|docs?|website|e2e|test|tests)\//.test(path);

const configurationOperator = (operator: {
  readonly id: string;
  readonly what: string;
  readonly codes: readonly string[];
  readonly file: RegExp;
  readonly mutate: FileMutator;
}): Operator => ({
  id: operator.id,
  what: operator.what,
  guardrails: ['policy'],
  codes: operator.codes.map((code) => `policy/${code}`),
  apply: mutateOneFile(isRoot(operator.file), operator.mutate),
});

// What only mends, watches or looks at some files decides nothing.
const testScript =
  /("(?:test|lint|typecheck|type-check|check-types|check)(?::(?!\w*(?:fix|write|watch|changed|staged|debug|update|ui|open))[\w-]+)?":\s*")((?:[^"\\]|\\.)+)"/g;

/** Faults in what decides how strict the checks are. */
export const configurationOperators: readonly Operator[] = [
  configurationOperator({
    id: 'rule-off',
    what: 'a lint rule that is an error is switched off',
    codes: ['lint-rule-weakened'],
    file: /(^|\/)(\.eslintrc(\.json|\.c?js|\.ya?ml)?|eslint\.config\.[cm]?[jt]s)$/,
    mutate: replaceOne(
      /(['"][@\w/-]+['"]\s*:\s*\[?\s*)(['"])error\2/g,
      ([, before = '', quote = '']) => `${before}${quote}off${quote}`,
    ),
  }),
  configurationOperator({
    id: 'strict-off',
    what: 'a strict option of the compiler is switched off',
    codes: ['types-weakened'],
    file: /(^|\/)tsconfig(\.\w+)?\.json$/,
    mutate: replaceOne(
      /"(strict|noImplicitAny|strictNullChecks|noUncheckedIndexedAccess|noImplicitReturns|noFallthroughCasesInSwitch)"\s*:\s*true/g,
      ([, name = '']) => `"${name}": false`,
    ),
  }),
  configurationOperator({
    id: 'threshold-down',
    what: 'a coverage threshold goes down',
    codes: ['threshold-lowered'],
    file: /(^|\/)(vitest|vite|jest)\.config\.[cm]?[jt]s$|(^|\/)\.?(nycrc|c8rc)(\.json)?$|(^|\/)codecov\.ya?ml$/,
    mutate: replaceOne(
      /\b(lines|branches|functions|statements)(["']?\s*:\s*)(\d+)/g,
      ([, name = '', colon = '', value = '']) => (Number(value) > 10 ? `${name}${colon}${Number(value) - 10}` : null),
    ),
  }),
  configurationOperator({
    id: 'ci-may-fail',
    what: 'a step that runs a command may fail in CI',
    codes: ['ci-weakened'],
    file: /^\.github\/workflows\/[^/]+\.ya?ml$/,
    mutate: replaceOne(
      /\n([ ]*)- run: [^\n|>]*\b(test|lint|build|check|typecheck)\b[^\n]*/g,
      ([match, indent = '']) => `${match}\n${indent}  continue-on-error: true`,
    ),
  }),
  configurationOperator({
    id: 'ci-swallows-exit-code',
    what: 'a command in CI gets `|| true`',
    codes: ['ci-weakened'],
    file: /^\.github\/workflows\/[^/]+\.ya?ml$/,
    mutate: replaceOne(
      /\n[ ]*(?:- )?run: [^\n|>"'#]*\b(test|lint|check|typecheck)\b[^\n|>"'#]*(?=\n)/g,
      ([match]) => `${match.trimEnd()} || true`,
    ),
  }),
  configurationOperator({
    id: 'script-swallows-exit-code',
    what: 'the script of tests, lint or types gets `|| true`',
    codes: ['script-weakened'],
    file: /^package\.json$/,
    mutate: replaceOne(testScript, ([, key = '', command = '']) =>
      /\|\|/.test(command) ? null : `${key}${command} || true"`,
    ),
  }),
  configurationOperator({
    id: 'script-says-nothing',
    what: 'the script of tests, lint or types becomes an `echo`',
    codes: ['script-weakened'],
    file: /^package\.json$/,
    mutate: replaceOne(testScript, ([, key = '']) => `${key}echo ok"`),
  }),
];
