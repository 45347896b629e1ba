import type ts from 'typescript';
import type { ApiWitness } from './api-difference.ts';
import { createConsumerProgram, pathIn, type BothDeclarations, type Side, type SourceCache } from './api-program.ts';
import type { Candidate } from './comparison.ts';
import type { TypeScript } from './side-files.ts';
import { givenType } from './spell-type.ts';

/** More consumers than these are not compiled for one entry point. */
const mostConsumers = 600;

/** What consumers are compiled against. */
export type ConfirmParts = {
  readonly both: BothDeclarations;
  readonly cache: SourceCache;
  /** How consumers import the entry point, and the declarations it leads to. */
  readonly name: string;
  readonly paths: { readonly base: string; readonly head: string };
};

/** The source of a consumer around its code. Pure. */
export const consumerSource = (name: string, code: string): string => {
  const usesGiven = code.includes(givenType) || /\bgiven\b/u.test(code);
  return [
    `import * as api from ${JSON.stringify(name)};`,
    ...(usesGiven ? [`interface ${givenType} { readonly given: 1 }`, `declare const given: ${givenType};`] : []),
    'export const consumer = async () => {',
    `  ${code}`,
    '};',
    '',
  ].join('\n');
};

/** Compiles the consumer of each candidate against both versions: a witness where only base takes it. */
export const confirmCandidates = (
  typescript: TypeScript,
  parts: ConfirmParts,
  candidates: readonly Candidate[],
): ReadonlyMap<Candidate, ApiWitness> => {
  const written = candidates.filter(({ code }) => code !== null).slice(0, mostConsumers);
  if (written.length === 0) return new Map();
  const consumers = new Map(
    written.map(({ code }, index) => [`/~consumer/c${String(index)}.ts`, consumerSource(parts.name, code ?? '')]),
  );
  const [atBase, atHead] = (['base', 'head'] as const).map((side) =>
    compile(typescript, { ...parts, side, consumers }),
  );
  return new Map(
    written.flatMap((candidate, index) => {
      const path = `/~consumer/c${String(index)}.ts`;
      const message = atHead?.(path) ?? null;
      if (message === null || atBase?.(path) !== null) return [];
      return [[candidate, { source: consumers.get(path) ?? '', message }] as const];
    }),
  );
};

type CompileParts = ConfirmParts & { readonly side: Side; readonly consumers: ReadonlyMap<string, string> };

const compile = (typescript: TypeScript, { both, cache, name, paths, side, consumers }: CompileParts) => {
  const entries = new Map([[name, pathIn(side, paths[side])]]);
  const program = createConsumerProgram(typescript, { both, side, cache }, { consumers, entries });
  return (path: string): string | null => {
    const file = program.getSourceFile(path);
    if (file === undefined) return 'it is no file of the program';
    const [first] = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return first === undefined ? null : messageOf(typescript, first);
  };
};

const messageOf = (typescript: TypeScript, { code, messageText }: ts.Diagnostic): string => {
  const text = typescript
    .flattenDiagnosticMessageText(messageText, ' ')
    .replace(/'"\/~(?:base|head)\/[^"]*"'/gu, 'the package')
    .replace(/typeof import\("[^"]*"\)/gu, 'typeof api')
    .replace(/import\("[^"]*"\)\./gu, '');
  return `TS${String(code)}: ${text.replace(/\s+/gu, ' ').slice(0, 600)}`;
};
