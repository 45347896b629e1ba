import { parser } from 'typescript-eslint';
import ts from 'typescript';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from './index.ts';

const library = `
interface AbortSignal { readonly aborted: boolean }
interface Array<T> { length: number }
interface Boolean {} interface Function {} interface IArguments {} interface Number {} interface Object {} interface RegExp {}
interface String {} interface CallableFunction {} interface NewableFunction {}
`;

/** A program of one file and the few types that it needs, all in memory. */
const programOf = (path: string, text: string): ts.Program => {
  const files = new Map([
    [path, text],
    ['lib.d.ts', library],
  ]);
  const read = (name: string): ts.SourceFile | undefined => {
    const content = files.get(name);
    return content === undefined ? undefined : ts.createSourceFile(name, content, ts.ScriptTarget.ES2022, true);
  };
  return ts.createProgram(
    [path],
    { strict: true, noEmit: true, types: [] },
    {
      getSourceFile: read,
      getDefaultLibFileName: () => 'lib.d.ts',
      writeFile: () => undefined,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: (name) => files.has(name),
      readFile: (name) => files.get(name),
    },
  );
};

const findings = (text: string, withTypes = true): readonly number[] => {
  const path = '/load.ts';
  const parserOptions = withTypes ? { programs: [programOf(path, text)] } : {};
  const messages = new Linter({ cwd: '/' }).verify(
    text,
    {
      files: ['**/*.ts'],
      plugins: { local: plugin as never },
      languageOptions: { parser, parserOptions },
      rules: { 'local/signal-not-forwarded': 'error' },
    },
    { filename: path },
  );
  expect(messages.filter(({ ruleId }) => ruleId === null)).toEqual([]);
  return messages.map(({ line }) => line);
};

const code = `declare const store: { load(id: string, options?: { signal?: AbortSignal }): string; drop(id: string): void; stop(id: string, signal?: AbortSignal): void };
export const load = (id: string, signal: AbortSignal) => {
  store.load(id);
  store.load(id, { signal });
  store.drop(id);
  store.stop(id);
};`;

describe('signal-not-forwarded with types', () => {
  it('reports calls of other modules whose types take a signal, in their options or by itself', () => {
    expect(findings(code)).toEqual([3, 6]);
  });

  it('says nothing of them without types', () => {
    expect(findings(code, false)).toEqual([]);
  });
});
