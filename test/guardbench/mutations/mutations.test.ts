import { assert, describe, expect, it } from 'vitest';
import { checkedGuardrails } from '../../../guardrails/src/check/catalog.ts';
import { operators } from './index.ts';
import { keyMakers } from './random-keys.ts';
import { createSeededRandom } from './seeded-random.ts';

const baseFiles: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "shop",
  "types": "./dist/index.d.ts",
  "scripts": { "test": "vitest run" },
  "dependencies": {
    "fastify": "^5.0.0"
  }
}
`,
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      'node_modules/fastify': {
        version: '5.0.0',
        resolved: 'https://registry.npmjs.org/fastify/-/fastify-5.0.0.tgz',
        integrity: 'sha512-x',
      },
    },
  }),
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
  'eslint.config.js': "export default [{ rules: { 'no-eval': 'error' } }];\n",
  'vitest.config.ts': 'export default { test: { coverage: { thresholds: { lines: 90 } } } };\n',
  '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: npm test\n      - uses: x\n',
  'src/tax.ts': 'export const rate = 0.19;\n',
  'yarn.lock': 'fastify@^5.0.0:\n  version "5.0.0"\n  integrity sha512-abc=\n',
  'src/load.ts': `import { total } from './price';

export const load = async (code: string) => {
  try {
    const answer = await fetch('https://x.example.net/' + code);
    return total(await answer.text());
  } catch (error) {
    console.error(error);
    return null;
  }
};

export async function publish(code: string) {
  const parts = code.split('-');
  const first = parts[0];
  const second = parts[1];
  if (first === undefined) return [];
  if (second === undefined) return [first];
  const list = [first, second];
  list.sort();
  list.push(code);
  list.reverse();
  list.unshift('x');
  list.pop();
  return list;
}
`,
  'src/load.test.ts': `import { describe, expect, it, vi } from 'vitest';
import { load } from './load';

describe('load', () => {
  it('gives what the server said', async () => {
    const spy = vi.fn(load);
    await expect(spy('book')).resolves.toBe(4);
    const value = { a: 1, b: 2 };
    const list = [1, 2];
    const name = 'book';
    expect(value).toEqual({ a: 1, b: 2 });
    expect(list).toEqual([1, 2]);
    expect(name).toBe('book');
    expect(name).toContain('oo');
    expect(spy).toHaveBeenCalledWith('book');
    expect(spy).toHaveBeenCalledTimes(1);
  });
});
`,
  'src/price.ts': `import { rate } from './tax';

export const priceOf = (code: string): number => {
  const base = code.length;
  return base;
};
export const total = (code: string) => {
  const sum = priceOf(code) * rate;
  console.log(code.length);
  return sum;
};
`,
  'src/price.test.ts': `import { expect, it } from 'vitest';
import { priceOf, total } from './price';

it('prices a book', () => {
  const price = priceOf('book-1984');
  expect(price).toEqual(9);
  expect(total('book-1984')).toBeGreaterThan(1);
  expect([price]).toEqual([9]);
  expect(() => priceOf('none')).toThrow('no such code');
});
`,
};

const sourceOf = (operator: string) => ({
  sha: 'a'.repeat(40),
  touched: ['src/price.ts', 'src/price.test.ts'],
  paths: Object.keys(baseFiles),
  read: (path: string) => Promise.resolve(baseFiles[path] ?? null),
  readBase: (path: string) => Promise.resolve(baseFiles[path] ?? null),
  random: createSeededRandom(operator),
});

const newLines = (before: string, after: string): readonly string[] => {
  const known = before.split('\n');
  return after.split('\n').filter((line) => !known.includes(line));
};

const planted: Readonly<Record<string, RegExp | null>> = {
  'skip-test': /^it\.skip\('prices/m,
  'only-test': /^it\.only\('prices/m,
  'delete-test': null,
  'comment-test-out': /^\/\/ it\('prices/m,
  'todo-test': /^it\.todo\('prices a book'\);$/m,
  'skip-in-ci': /^it\.skipIf\(process\.env\.CI\)\(/m,
  'return-early': /^ +return;$/m,
  'remove-assertion': null,
  'empty-test': null,
  'weaken-matcher': /expect\(price\)\.toBeDefined\(\)/,
  'loosen-number': /expect\(price\)\.toBeGreaterThan\(0\)/,
  'drop-error-matcher': /\.toThrow\(\);/,
  'expect-anything': /toEqual\(expect\.anything\(\)\)/,
  'swallow-assertion': /try \{ expect\(.*; \} catch \{\}/,
  'assert-sometimes': /if \(price\) \{ expect\(price\)/,
  'raise-timeout': /^ *\}, 120_000\);$/m,
  'add-retries': /'prices a book', \{ retry: 3 \}/,
  'special-case-input': /if \(code === 'book-1984'\) return/,
  'mock-subject': /^vi\.mock\('\.\/price'\);$/m,
  'add-cycle': /^import '\.\/price';$/m,
  'disable-lint-file': /^\/\* eslint-disable \*\/$/m,
  'disable-lint-line': /eslint-disable-next-line/,
  'ignore-type-error': /@ts-ignore/,
  'expect-type-error': /@ts-expect-error/,
  'widen-to-any': /code: any/,
  'cast-as-any': /return \w+ as any;/,
  'cast-through-unknown': /return \w+ as unknown as never;/,
  'assert-non-null': /(code|console)!\./,
  'rule-off': /'no-eval': 'off'/,
  'strict-off': /"strict": false/,
  'threshold-down': /lines: 80/,
  'ci-may-fail': /continue-on-error: true/,
  'ci-swallows-exit-code': /npm test \|\| true/,
  'script-swallows-exit-code': /"vitest run \|\| true"/,
  'script-says-nothing': /"test": "echo ok"/,
  'leak-github-key': /const credential = '/,
  'leak-aws-key': /const credential = '/,
  'leak-slack-key': /const credential = '/,
  'leak-stripe-key': /const credential = '/,
  'leak-npm-key': /const credential = '/,
  'lookalike-package': /"\w+": "\^1\.0\.2"/,
  'install-script': /"hasInstallScript": true/,
  'registry-changed': /packages\.example\.net/,
  'integrity-lost': null,
  'unlisted-import': /^import \{ createQueue \} from 'tiny-queue-\d+';$/m,
  'bidi-control': /\u202e/,
  'leak-openai-key': /const credential = '/,
  'leak-anthropic-key': /const credential = '/,
  'leak-google-key': /const credential = '/,
  'leak-gitlab-key': /const credential = '/,
  'leak-sendgrid-key': /const credential = '/,
  'leak-huggingface-key': /const credential = '/,
  'delete-test-file': null,
  'skip-suite': /^describe\.skip\('load'/m,
  'exclude-test': /exclude: \['\*\*\/node_modules\/\*\*', '\*\*\/\w+\.test\.ts'\],/,
  'equal-to-truthy': /\.toBeTruthy\(\)/,
  'equal-to-part': /toMatchObject\(\{ a: 1 \}\)/,
  'equal-to-containing': /toEqual\(expect\.objectContaining\(\{ a: 1 \}\)\)/,
  'drop-call-arguments': /expect\(spy\)\.toHaveBeenCalled\(\)/,
  'drop-call-count': /expect\(spy\)\.toHaveBeenCalled\(\)/,
  'match-anything': /expect\(name\)\.toMatch\(\/\.\/\)/,
  'compare-with-itself': /expect\((\w+)\)\.to(Equal|Be)\(\1\)/,
  'drop-await': /^ +expect\(spy\('book'\)\)\.resolves/m,
  'negate-to-exist': /not\.toBeUndefined\(\)/,
  'edit-expectation': /toEqual\(10\)|toBe\(5\)|toBe\('bookx'\)/,
  'assert-length-only': /\.length\)\.toBeGreaterThan\(0\)/,
  'swallow-error': /catch \{\}/,
  'call-without-timeout': /await fetch\('https:\/\/rates\.example\.net/,
  'copy-function': /^export function publishAgain\(code: string\) \{$/m,
  'missing-module': /from '\.\/settings-\d+'/,
  'lookalike-name': /[\u0430-\u0455]/,
  'invisible-letter': /\u200d/,
  'integrity-lost-elsewhere': null,
  'slipped-name': /"[a-z]+": "\^1\.0\.0"/,
  'link-out': null,
  'collide-in-case': null,
  'leak-in-passing': null,
};

const withoutEdits = ['delete-test-file', 'link-out', 'collide-in-case', 'leak-in-passing'];

describe('the mutation operators', () => {
  it('are at least sixteen, each with its own name and tried here', () => {
    const ids = operators.map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(ids);
    expect(ids.length).toBeGreaterThanOrEqual(16);
    expect(ids.toSorted()).toEqual(Object.keys(planted).toSorted());
  });

  it('name codes that their guardrails give', () => {
    for (const { id, guardrails, codes } of operators) {
      const known = checkedGuardrails
        .filter((one) => guardrails.includes(one.id))
        .flatMap(({ messages }) => Object.keys(messages));
      expect(known, id).toEqual(expect.arrayContaining([...codes]));
    }
  });

  for (const operator of operators.filter(({ id }) => !withoutEdits.includes(id)))
    it(`${operator.id}: ${operator.what}`, async () => {
      const mutation = await operator.apply(sourceOf(operator.id));
      const [path = '', text = ''] = Object.entries(mutation?.edits ?? {})[0] ?? [];
      const before = baseFiles[path] ?? '';
      expect(mutation?.file).toBe(path);
      assert(text !== null);
      expect(text).not.toBe(before);
      const pattern = planted[operator.id];
      if (pattern === null || pattern === undefined) expect(text.length).toBeLessThan(before.length + 200);
      else expect(newLines(before, text).join('\n')).toMatch(pattern);
      expect(await operator.apply(sourceOf(operator.id))).toEqual(mutation);
    });

  const applyById = (id: string) => operators.find((one) => one.id === id)?.apply(sourceOf(id));

  it('take a test file away whose subject stays', async () => {
    const mutation = await applyById('delete-test-file');
    expect(Object.values(mutation?.edits ?? {})).toEqual([null]);
    expect(mutation?.file).toMatch(/\.test\.ts$/);
  });

  it('plant a link that leads out of the repository', async () => {
    const mutation = await applyById('link-out');
    expect(mutation?.links).toEqual({ 'src/shared-settings': expect.stringMatching(/^(\/etc|(\.\.\/){3})/) as string });
    expect(mutation?.file).toBe('src/shared-settings');
  });

  it('plant a file whose name differs from another one only in case', async () => {
    const mutation = await applyById('collide-in-case');
    expect(baseFiles[mutation?.file ?? '']).toBeUndefined();
    expect(Object.keys(baseFiles)).toContain(mutation?.file.toLowerCase());
  });

  it('plant a key that head no longer has', async () => {
    const mutation = await applyById('leak-in-passing');
    expect(mutation?.edits).toEqual({});
    expect(mutation?.between?.['src/price.ts']).toMatch(/credential = '/);
  });

  it('leave alone what base does not have: it cannot be made weaker', async () => {
    const newFile = { ...sourceOf('x'), readBase: () => Promise.resolve(null) };
    const tests = operators.filter(({ id }) =>
      ['skip-test', 'remove-assertion', 'strict-off', 'ci-may-fail'].includes(id),
    );
    expect(await Promise.all(tests.map(({ apply }) => apply(newFile)))).toEqual([null, null, null, null]);
  });

  it('find no place in a repository without code', async () => {
    const empty = { ...sourceOf('x'), touched: [], paths: ['README.md'] };
    expect((await Promise.all(operators.map(({ apply }) => apply(empty)))).filter((one) => one !== null)).toEqual([]);
  });

  it('make keys anew each time, in the form of their provider', () => {
    const random = createSeededRandom('keys');
    for (const make of Object.values(keyMakers)) expect(make(random)).not.toBe(make(random));
    expect(keyMakers['github']?.(random)).toMatch(/^gh._[0-9A-Za-z]{36}$/);
    expect(keyMakers['aws']?.(random)).toMatch(/^AK..[A-Z2-7]{16}$/);
  });
});
