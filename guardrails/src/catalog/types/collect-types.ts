import { fileLines, type FileLines } from '../../change/new-items.ts';
import type { ChangedFile } from '../../change/change.ts';
import type { Collected, CollectContext } from '../../guardrail.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { SandboxResult } from '../../sandbox/sandbox.ts';
import { isGeneratedPath } from '../../source/source-paths.ts';
import type { Tree } from '../../tree/tree.ts';
import { escapeReader } from './read-escapes.ts';
import { readPackages } from './read-packages.ts';
import type { ChangedText, TypeCheckAnswer, TypeCheckRequest } from './type-check-request.ts';
import type { Escape, PerFile, TypesEvidence } from './types-evidence.ts';

const megabyte = 1024 * 1024;
/** What a compiler may hold: as much as the typed rules of a large repository need. */
const memoryMegabytes = 2_500;

/** Reads the escapes of the changed files, and lets the compiler look at what the change can reach. */
export const collectTypes = async (context: CollectContext): Promise<Collected<TypesEvidence>> => {
  const isIgnored = matchGlobs(context.policy.configuration.types.ignore);
  const changed = context.change.files.filter(({ isBinary, path }) => !isBinary && !isIgnored(path));
  const files = changed.map(fileLines).filter(({ head, base }) => head !== null || base !== null);
  const readable = files.filter(({ head, base }) => isScript(head ?? base ?? ''));
  const escapes = {
    head: await readEscapesOf(
      context,
      context.head,
      readable.map(({ head }) => head),
    ),
    base: await readEscapesOf(
      context,
      context.base,
      readable.map(({ base }) => base),
    ),
  };
  const compiled = await compile(context, changed);
  if ('problem' in compiled) return { cannotCheck: compiled.problem };
  const compilation = 'compilation' in compiled ? compiled.compilation : null;
  const uncompiled = 'uncompiled' in compiled ? compiled.uncompiled : null;
  const lockfile = context.change.files.map(({ path }) => path).find((path) => lockfiles.test(path));
  const evidence = { files: relevant(files, readable), escapes, compilation, uncompiled };
  return { evidence: lockfile === undefined ? evidence : { ...evidence, lockfile } };
};

const relevant = (files: readonly FileLines[], readable: readonly FileLines[]): readonly FileLines[] =>
  files.filter((file) => readable.includes(file) || (file.head ?? file.base ?? '').endsWith('.json'));

const lockfiles = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/u;

const isScript = (path: string): boolean => /\.[cm]?[jt]sx?$/u.test(path);

const readEscapesOf = async (
  { facts }: CollectContext,
  tree: Tree,
  paths: readonly (string | null)[],
): Promise<readonly PerFile<Escape>[]> => {
  const wanted = paths.filter((path) => path !== null).filter((path) => !isGeneratedPath(path));
  const found = await facts(escapeReader, tree, wanted);
  return [...found].flatMap(([path, { escapes }]) => (escapes.length === 0 ? [] : [{ path, found: escapes }]));
};

const compile = async (context: CollectContext, changed: readonly ChangedFile[]): Promise<TypeCheckAnswer> => {
  if (!context.policy.configuration.types.compile)
    return { uncompiled: 'the configuration of base says `types.compile: false`' };
  const reaching = changed.filter(({ path, basePath }) => canReachTypes(path) || canReachTypes(basePath ?? path));
  if (reaching.length === 0) return { uncompiled: '' };
  const paths = (await context.base.list()).map(({ path }) => path).filter((path) => !path.includes('node_modules/'));
  const configurations = await configurationsOf(context, paths);
  if (configurations.length === 0) return { uncompiled: 'the repository has no tsconfig.json' };
  const broken = await brokenConfiguration(context, changed);
  if (broken !== null) return { problem: broken };
  const checkout = await context.head.checkout();
  const request: TypeCheckRequest = {
    root: checkout.dir,
    changed: await changedTexts(context, reaching),
    configurations,
    packages: await readPackages(context, paths),
  };
  return runTypeCheck(context, request);
};

/** Scripts, declarations, and the JSON that configures a compiler or is imported. */
const canReachTypes = (path: string): boolean => /\.(?:[cm]?[jt]sx?|json)$/u.test(path) && !/lock\.json$/u.test(path);

const configuration = /(?:^|\/)tsconfig[^/]*\.json$/u;

/** Base's, and head's in folders that base does not have: nothing was agreed for those. */
const configurationsOf = async ({ head }: CollectContext, base: readonly string[]): Promise<readonly string[]> => {
  const isOfNewFolder = (path: string): boolean => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return folder !== '' && !base.some((other) => other.startsWith(folder));
  };
  const added = (await head.list()).map(({ path }) => path).filter((path) => !path.includes('node_modules/'));
  return [
    ...base.filter((path) => configuration.test(path)),
    ...added.filter((path) => configuration.test(path) && isOfNewFolder(path)),
  ];
};

/** Head is compiled by base's options; that the change breaks its own is still for people to know. */
const brokenConfiguration = async (
  { head }: CollectContext,
  changed: readonly ChangedFile[],
): Promise<string | null> => {
  const edited = changed.filter(({ path, status }) => configuration.test(path) && status !== 'deleted');
  if (edited.length === 0) return null;
  const { default: ts } = await import('typescript');
  for (const { path } of edited) {
    const text = await head.readText(path);
    const problem = text === null ? undefined : ts.parseConfigFileTextToJson(path, text).error;
    if (problem !== undefined) {
      const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
      return `The change breaks ${path}: no compiler can read it. ${message}`;
    }
  }
  return null;
};

const changedTexts = async (
  { base, head }: CollectContext,
  files: readonly ChangedFile[],
): Promise<readonly ChangedText[]> => {
  const paths = [...new Set(files.flatMap(({ path, basePath }) => [path, basePath ?? path]))];
  return Promise.all(
    paths.map(async (path) => ({ path, base: await base.readText(path), head: await head.readText(path) })),
  );
};

const runTypeCheck = async (context: CollectContext, request: TypeCheckRequest): Promise<TypeCheckAnswer> => {
  const { timeoutSeconds } = context.policy.configuration.types;
  const { dir, readOnly } = await context.head.checkout();
  const result = await context.run({
    argv: [
      process.execPath,
      `--max-old-space-size=${String(memoryMegabytes - 300)}`,
      scriptPath(import.meta.url, './run-type-check'),
    ],
    cwd: dir,
    readOnly: [dir, ...readOnly],
    stdin: JSON.stringify(request),
    timeoutMs: timeoutSeconds * 1000,
    maxOutputBytes: 64 * megabyte,
    maxMemoryBytes: memoryMegabytes * megabyte,
    signal: context.signal,
  });
  return parseAnswer(result.stdout) ?? { problem: describeEnd(result, timeoutSeconds) };
};

/** The last line of the script's output; null when that is no answer. Pure. */
export const parseAnswer = (stdout: string): TypeCheckAnswer | null => {
  try {
    const answer = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
    if (typeof answer !== 'object' || answer === null) return null;
    return ['compilation', 'uncompiled', 'problem'].some((name) => name in answer) ? (answer as TypeCheckAnswer) : null;
  } catch {
    // Whatever it is, it is no answer.
    return null;
  }
};

const describeEnd = ({ stopped, exitCode, stderr }: SandboxResult, seconds: number): string => {
  if (stopped === 'timeout')
    return `The type-check did not end within ${String(seconds)} s: raise \`types.timeoutSeconds\` on base, or set \`types.compile\` to false.`;
  if (stopped === 'memory' || /heap out of memory/u.test(stderr))
    return `The type-check needs more than ${String(memoryMegabytes)} MB: split the project by references, or set \`types.compile\` to false on base.`;
  if (stopped !== null) return `The type-check was stopped (${stopped}).`;
  return `The compiler gave no answer (exit code ${String(exitCode)}). ${stderr.trim().slice(-1500)}`;
};
