// Runs inside the sandbox as its own process: reads a LintRequest from stdin, ends stdout with a line that is a LintAnswer.
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { ESLint, Linter } from 'eslint';
import type { FileMessages, LintAnswer, LintRequest, LintText } from './lint-evidence.ts';
import { looksAtOthers } from './looks-at-others.ts';
import { toMessages } from './to-messages.ts';
import { wantedOfBase } from './wanted-of-base.ts';

type Engine = Pick<ESLint, 'lintFiles' | 'lintText' | 'isPathIgnored' | 'calculateConfigForFile'>;
type EngineClass = new (options: { readonly [option: string]: unknown }) => Engine;
/** What the packages `eslint` 8, 9 and 10 have in common. */
type EslintPackage = {
  readonly ESLint: EngineClass & { readonly version: string };
  readonly loadESLint?: (options: { readonly useFlatConfig: boolean }) => Promise<EngineClass>;
};

const lint = async (request: LintRequest): Promise<LintAnswer> => {
  if (request.kind === 'ours') {
    // Not at the top: a repository with its own ESLint would load a second one, and all of our rules.
    const { lintByDefaults } = await import('./lint-by-defaults.ts');
    const files = await lintByDefaults(request.cwd, request.files);
    return { files, base: await lintByDefaults(request.cwd, wantedOfBase(request.base, files)) };
  }
  const engine = await createEngine(request);
  if (typeof engine === 'string') return { problem: engine };
  const files = await lintFiles(engine, request);
  const base = wantedOfBase(request.base, files);
  for (const { path } of base) {
    const file = join(request.cwd, path);
    if (!(await engine.isPathIgnored(file)) && looksAtOthers(await engine.calculateConfigForFile(file)))
      return { files, base: null };
  }
  return { files, base: await Promise.all(base.map((text) => lintText(engine, request.cwd, text))) };
};

const lintFiles = async (engine: Engine, { cwd, files }: LintRequest): Promise<readonly FileMessages[]> => {
  const wanted: string[] = [];
  for (const { path } of files) if (!(await engine.isPathIgnored(join(cwd, path)))) wanted.push(path);
  const results = wanted.length === 0 ? [] : await engine.lintFiles(wanted);
  const byPath = new Map(
    results.map((result) => [relative(cwd, result.filePath).split(sep).join('/'), result.messages]),
  );
  return files.map(({ path, text }) => ({ path, messages: toMessages(byPath.get(path) ?? [], text) }));
};

const lintText = async (engine: Engine, cwd: string, { path, text }: LintText): Promise<FileMessages> => {
  const filePath = join(cwd, path);
  if (await engine.isPathIgnored(filePath)) return { path, messages: [] };
  const results = await engine.lintText(text, { filePath });
  return {
    path,
    messages: toMessages(
      results.flatMap(({ messages }): readonly Linter.LintMessage[] => messages),
      text,
    ),
  };
};

const createEngine = async ({ cwd, kind, configurationFile }: LintRequest): Promise<Engine | string> => {
  const repository = loadPackage(cwd);
  if (repository === null) {
    return 'The repository configures ESLint but it is not installed: install the dependencies (such as with `npm ci`) and check again.';
  }
  const major = Number.parseInt(repository.ESLint.version, 10);
  if (kind === 'flat') return createFlat(repository, major, { cwd, configurationFile });
  if (major >= 10) {
    return `ESLint ${repository.ESLint.version} no longer reads .eslintrc files: migrate the configuration to eslint.config.js.`;
  }
  const Legacy = (await repository.loadESLint?.({ useFlatConfig: false })) ?? repository.ESLint;
  return new Legacy({
    cwd,
    errorOnUnmatchedPattern: false,
    ...(configurationFile === null ? {} : { useEslintrc: false, overrideConfigFile: configurationFile }),
  });
};

const flatOptions = { errorOnUnmatchedPattern: false, warnIgnored: false, globInputPaths: false } as const;

const createFlat = async (
  repository: EslintPackage,
  major: number,
  { cwd, configurationFile }: Pick<LintRequest, 'cwd' | 'configurationFile'>,
): Promise<Engine | string> => {
  const Flat = await repository.loadESLint?.({ useFlatConfig: true });
  if (Flat === undefined) {
    return `ESLint ${repository.ESLint.version} is too old for eslint.config.js: 8.57 or later reads it.`;
  }
  const options = major >= 9 ? flatOptions : { errorOnUnmatchedPattern: false };
  return new Flat({
    cwd,
    ...options,
    ...(configurationFile === null ? {} : { overrideConfigFile: configurationFile }),
  });
};

const loadPackage = (cwd: string): EslintPackage | null => {
  const require = createRequire(join(cwd, 'package.json'));
  try {
    require.resolve('eslint');
  } catch {
    return null;
  }
  return require('eslint') as EslintPackage;
};

const describe = (error: unknown): string => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, 2000);
};

const request = JSON.parse(await readAll(process.stdin)) as LintRequest;
const answer = await lint(request).catch((error: unknown): LintAnswer => ({ problem: describe(error) }));
// A plugin may hold the process open, and may have left a line unfinished.
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0));
