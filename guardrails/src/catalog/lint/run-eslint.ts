// Runs inside the sandbox as its own process: reads a LintRequest from stdin, ends stdout with a line that is a LintAnswer.
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { ESLint, Linter } from 'eslint';
import type { LintAnswer, LintedFile, LintMessage, LintRequest } from './lint-evidence.ts';
import { readSuppressions } from './read-suppressions.ts';

type Engine = Pick<ESLint, 'lintFiles' | 'isPathIgnored'>;
type EngineClass = new (options: { readonly [option: string]: unknown }) => Engine;
/** What the packages `eslint` 8, 9 and 10 have in common. */
type EslintPackage = {
  readonly ESLint: EngineClass & { readonly version: string };
  readonly loadESLint?: (options: { readonly useFlatConfig: boolean }) => Promise<EngineClass>;
};

const lint = async (request: LintRequest): Promise<LintAnswer> => {
  const engine = await createEngine(request);
  if (typeof engine === 'string') return { problem: engine };
  const wanted: string[] = [];
  for (const { path } of request.files) {
    if (!(await engine.isPathIgnored(join(request.cwd, path)))) wanted.push(path);
  }
  const results = wanted.length === 0 ? [] : await engine.lintFiles(wanted);
  const byPath = new Map(
    results.map((result) => [relative(request.cwd, result.filePath).split(sep).join('/'), result.messages]),
  );
  return { files: request.files.map(({ path, text }) => lintedFile(path, text, byPath.get(path) ?? [])) };
};

const createEngine = async ({ cwd, kind, configurationFile }: LintRequest): Promise<Engine | string> => {
  if (kind === 'ours') {
    const [{ ESLint }, { defaultConfiguration }] = await Promise.all([
      import('eslint'),
      import('./default-configuration.ts'),
    ]);
    return new ESLint({ cwd, ...flatOptions, overrideConfigFile: true, overrideConfig: defaultConfiguration });
  }
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

const lintedFile = (path: string, text: string, messages: readonly Linter.LintMessage[]): LintedFile => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  return {
    path,
    messages: messages
      .filter(
        ({ ruleId, severity, message }) => ruleId !== null || severity === 2 || !message.startsWith('File ignored'),
      )
      .map((message) => lintMessage(message, lines)),
    suppressions: /\.[cm]?[jt]sx?$/u.test(path) ? readSuppressions(path, text) : [],
  };
};

const lintMessage = (message: Linter.LintMessage, lines: readonly string[]): LintMessage => {
  const fatal = message.fatal === true;
  const line = message.line || 1;
  return {
    rule: message.ruleId ?? (fatal ? '' : 'unused-directive'),
    severity: message.severity === 2 ? 2 : 1,
    fatal,
    message: message.message,
    line,
    ...(message.endLine === undefined || message.endLine === line ? {} : { endLine: message.endLine }),
    text: (lines[line - 1] ?? '').replace(/\s+/gu, ' ').trim().slice(0, 300),
  };
};

const describe = (error: unknown): string => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, 2000);
};

const request = JSON.parse(await readAll(process.stdin)) as LintRequest;
const answer = await lint(request).catch((error: unknown): LintAnswer => ({ problem: describe(error) }));
// A plugin may hold the process open, and may have left a line unfinished.
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0));
