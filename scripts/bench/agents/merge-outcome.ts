import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import type { Files } from './generate-repository.ts';

/** How two changes that are right alone go together. */
export type Outcome = 'clean' | 'text' | 'semantic';

/** Two changes of one base, and who judges the sum. */
export type MergeRequest = {
  readonly base: Files;
  readonly one: Files;
  readonly other: Files;
  readonly compile: Compile;
};

/** Texts of a tree with a change laid over it. */
export const withChange = (files: Files, changed: Files): Files => new Map([...files, ...changed]);

/**
 * Merges two changes of the same files as git does, and lets the compiler judge the sum. `text`: git cannot merge a file;
 * `semantic`: it can, and the sum does not compile.
 */
export const mergeOutcome = ({ base, one, other, compile }: MergeRequest): Outcome => {
  const merged = new Map(withChange(base, one));
  for (const [path, text] of other) {
    const mine = one.get(path);
    const sum = mine === undefined ? text : mergeTexts(base.get(path) ?? '', mine, text);
    if (sum === null) return 'text';
    merged.set(path, sum);
  }
  return compile(merged) ? 'clean' : 'semantic';
};

const mergeTexts = (base: string, one: string, other: string): string | null => {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-merge-'));
  try {
    const paths = [one, base, other].map((text, index) => {
      const path = join(dir, `${index}.ts`);
      writeFileSync(path, text);
      return path;
    });
    return execFileSync('git', ['merge-file', '-p', ...paths], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Whether a tree of TypeScript compiles. */
export type Compile = (files: Files) => boolean;

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  noLib: true,
  types: [],
};

/** What the compiler wants to know of the world; the generated code needs no more. */
const world = `interface Array<T> { length: number; [index: number]: T } interface Boolean {} interface CallableFunction {}
interface Function {} interface IArguments {} interface NewableFunction {} interface Number {} interface Object {}
interface RegExp {} interface String {}`;

/** Creates the judge; it parses each text once. */
export const createCompile = (): Compile => {
  const parsed = new Map<string, ts.SourceFile>();
  return (files) => {
    const all = new Map([...files, ['world.d.ts', world]]);
    const host: ts.CompilerHost = {
      fileExists: (path) => all.has(path),
      readFile: (path) => all.get(path),
      getSourceFile: (path) => {
        const text = all.get(path);
        if (text === undefined) return undefined;
        const key = `${path}\0${text}`;
        const file = parsed.get(key) ?? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
        parsed.set(key, file);
        return file;
      },
      getDefaultLibFileName: () => 'world.d.ts',
      writeFile: () => undefined,
      getCurrentDirectory: () => '',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
    };
    const program = ts.createProgram([...all.keys()], options, host);
    return ts.getPreEmitDiagnostics(program).length === 0;
  };
};
