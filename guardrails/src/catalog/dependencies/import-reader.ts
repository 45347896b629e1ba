import { parseSync } from 'oxc-parser';
import { nestsTooDeep } from '../../source/nests-too-deep.ts';
import type { FactReader } from '../../tree/facts.ts';
import { packageOf } from './package-of.ts';

/** An import of a package by a source file. */
export type PackageImport = {
  readonly name: string;
  /** As it is written: what an alias of the build may match. */
  readonly specifier: string;
  readonly line: number;
  /** `import()`: often of what may be absent. */
  readonly isLazy: boolean;
};

/** Reads which packages a source file imports. A file that does not parse imports nothing. */
export const importReader: FactReader<readonly PackageImport[]> = {
  id: 'dependencies/imports',
  version: 1,
  read: (text, path) => {
    if (text.length > 1_000_000 || !/\b(?:import|require|from)\b/.test(text) || nestsTooDeep(text)) return [];
    try {
      return readImports(text, path);
    } catch {
      // A parser that gives up is no reason to block: nothing was seen, so nothing is said.
      return [];
    }
  },
};

const readImports = (text: string, path: string): readonly PackageImport[] => {
  const { module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) return [];
  const requested = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
  ].map(({ value, start }) => ({ value, start, isLazy: false }));
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^(["'`])([^"'`$]+)\1$/.exec(text.slice(start, end))?.[2];
    return literal === undefined ? [] : [{ value: literal, start, isLazy: true }];
  });
  const isComment = (at: number): boolean => comments.some(({ start, end }) => at >= start && at < end);
  const required = Array.from(text.matchAll(/(?<![\w.$'"`])require(?:\.resolve)?\(\s*["']([^"'\n]+)["']\s*\)/g))
    .filter(({ index }) => !isComment(index))
    .map((match) => ({ value: match[1] ?? '', start: match.index, isLazy: false }));
  const lineOf = createLineFinder(text);
  return [...requested, ...dynamic, ...required].flatMap(({ value, start, isLazy }) => {
    const name = packageOf(value);
    return name === null ? [] : [{ name, specifier: value, line: lineOf(start), isLazy }];
  });
};

const createLineFinder = (text: string): ((offset: number) => number) => {
  let [line, at] = [1, 0];
  return (offset) => {
    if (offset < at) [line, at] = [1, 0];
    for (; at < offset; at += 1) if (text.charCodeAt(at) === 10) line += 1;
    return line;
  };
};
