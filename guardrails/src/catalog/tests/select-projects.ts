import { dirname } from 'node:path/posix';

/** What runs the tests of a folder. */
export type Runner =
  | { readonly kind: 'vitest' | 'jest' }
  /** Flags of Node that the script gives beside `--test`. */
  | { readonly kind: 'node'; readonly flags: readonly string[] }
  /** A shell command of which only the exit code is known. */
  | { readonly kind: 'command'; readonly command: string };

/** A folder with its runner and the changed files that are its affair. */
export type Project = { readonly dir: string; readonly runner: Runner; readonly files: readonly string[] };

/** The repository's package.json files (folder → text), all its paths, and the files in question. */
export type ProjectRequest = {
  readonly packages: ReadonlyMap<string, string>;
  readonly paths: ReadonlySet<string>;
  readonly files: readonly string[];
};

/**
 * Finds who runs the tests of each file: the root when its scripts or configuration name a runner, else the nearest
 * package that has one, else the root by its dependencies or its `test` script. Pure.
 */
export const selectProjects = ({ packages, paths, files }: ProjectRequest): readonly Project[] => {
  const found = new Map([...packages].map(([dir, text]) => [dir, detectRunner(dir, text, paths)] as const));
  const root = found.get('') ?? null;
  const grouped = new Map<string, string[]>();
  for (const file of files) {
    const dir = ownerOf(file, found, root);
    if (dir !== null) grouped.set(dir, [...(grouped.get(dir) ?? []), file]);
  }
  return [...grouped].flatMap(([dir, own]) => {
    const runner = found.get(dir)?.runner;
    return runner === undefined ? [] : [{ dir, runner, files: own }];
  });
};

type Detected = { readonly runner: Runner; readonly strength: 'stated' | 'dependency' | 'command' };

const ownerOf = (file: string, found: ReadonlyMap<string, Detected | null>, root: Detected | null): string | null => {
  const nearest = foldersAbove(file).find((dir) => dir !== '' && isStated(found.get(dir)));
  const isRoots = isStated(root) && (nearest === undefined || found.get(nearest)?.runner.kind === root.runner.kind);
  if (isRoots) return '';
  if (nearest !== undefined) return nearest;
  if (root !== null) return '';
  return foldersAbove(file).find((dir) => Boolean(found.get(dir))) ?? null;
};

const isStated = (detected: Detected | null | undefined): detected is Detected => detected?.strength === 'stated';

/** `a/b/c.ts` → `a/b`, `a`, ``. */
const foldersAbove = (file: string): readonly string[] => {
  const parent = dirname(file);
  return parent === '.' ? [''] : [parent, ...foldersAbove(parent)];
};

const detectRunner = (dir: string, text: string, paths: ReadonlySet<string>): Detected | null => {
  const { scripts, dependencies } = readPackage(text);
  const tests = Object.entries(scripts).filter(([name]) => /^(test|unit|vitest|jest)\b/.test(name));
  const stated = tests.flatMap(([, script]) => runnerOfScript(script) ?? [])[0] ?? runnerOfConfiguration(dir, paths);
  if (stated !== undefined) return { runner: stated, strength: 'stated' };
  const kind = (['vitest', 'jest'] as const).find((name) => dependencies.has(name));
  if (kind !== undefined) return { runner: { kind }, strength: 'dependency' };
  const script = scripts['test'];
  if (script === undefined || script.includes('no test specified')) return null;
  return { runner: { kind: 'command', command: script }, strength: 'command' };
};

const runnerOfScript = (script: string): Runner | null => {
  if (/\bvitest\b/.test(script)) return { kind: 'vitest' };
  if (/\bjest\b/.test(script)) return { kind: 'jest' };
  const match = /\b(node|tsx)\b((?:\s+[^&|;]*?)?\s--test\b[^&|;]*)/.exec(script);
  if (match === null) return null;
  const flags = nodeFlags((match[2] ?? '').trim().split(/\s+/));
  return { kind: 'node', flags: match[1] === 'tsx' ? ['--import', 'tsx', ...flags] : flags };
};

const flagsWithValue = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
]);

/** What the tests need of Node itself; not what is about reporting, watching or which files. */
const nodeFlags = (words: readonly string[]): readonly string[] => {
  const [word, value, ...rest] = words;
  if (word === undefined) return [];
  if (flagsWithValue.has(word) && value !== undefined) return [word, value, ...nodeFlags(rest)];
  const further = nodeFlags(words.slice(1));
  return word.startsWith('--') && !/^--(test\b|watch|experimental-test-coverage)/.test(word)
    ? [word, ...further]
    : further;
};

const runnerOfConfiguration = (dir: string, paths: ReadonlySet<string>): Runner | undefined => {
  const prefix = dir === '' ? '' : `${dir}/`;
  const has = (name: string) =>
    ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].some((ext) => paths.has(`${prefix}${name}.${ext}`));
  if (has('vitest.config') || has('vitest.workspace')) return { kind: 'vitest' };
  return has('jest.config') ? { kind: 'jest' } : undefined;
};

type PackageFacts = {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: ReadonlySet<string>;
};

/** A package.json that is no object of the expected shape has no runner; that it is broken is others' finding. */
const readPackage = (text: string): PackageFacts => {
  const parsed = parseObject(text);
  const scripts = Object.entries(objectOf(parsed['scripts'])).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const dependencies = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
    Object.keys(objectOf(parsed[key])),
  );
  return { scripts: Object.fromEntries(scripts), dependencies: new Set(dependencies) };
};

const parseObject = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // A package.json that does not parse names no runner; npm itself will say what is wrong with it.
    return {};
  }
};

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
