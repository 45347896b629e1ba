import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type ts from 'typescript';
import type {
  IConfiguration,
  ICruiseOptions,
  IDependency,
  IFlattenedRuleSet,
  IModule,
  IViolation,
} from 'dependency-cruiser';

/** Options as dependency-cruiser normalises them: filters are objects with one regular expression. */
export type CruiseOptions = Omit<ICruiseOptions, 'exclude' | 'doNotFollow' | 'includeOnly' | 'maxDepth'> & {
  readonly exclude: { readonly path?: string; readonly dynamic?: boolean };
  readonly doNotFollow: { readonly path?: string };
  readonly includeOnly?: { readonly path?: string };
  readonly extraExtensionsToScan: readonly string[];
  readonly maxDepth: number;
  readonly metrics: boolean;
};

type ResolveOptions = { readonly fileSystem: { readonly purge: () => void } };

/** The functions of dependency-cruiser 18 of which its `cruise` is made. */
export type Internals = {
  readonly extractConfiguration: (file: string) => Promise<IConfiguration>;
  readonly assertOptions: (options: object) => object;
  readonly normalizeOptions: (options: object, roots: readonly string[]) => CruiseOptions;
  readonly assertRules: (rules: IFlattenedRuleSet) => IFlattenedRuleSet;
  readonly normalizeRules: (rules: IFlattenedRuleSet) => IFlattenedRuleSet;
  readonly normalizeResolveOptions: (options: object, cruiseOptions: CruiseOptions) => Promise<ResolveOptions>;
  readonly readDependencies: (
    ...given: [file: string, CruiseOptions, ResolveOptions, transpileOptions: object]
  ) => readonly IDependency[];
  readonly analyze: (modules: readonly object[], options: CruiseOptions) => readonly IModule[];
  readonly summarize: (modules: readonly IModule[], rules: IFlattenedRuleSet) => readonly IViolation[];
  readonly clearCaches: () => void;
  readonly scannableExtensions: readonly string[];
  readonly readTsConfig: (file: string) => object;
};

const known = /^18\./u;

/**
 * Loads the repository's own dependency-cruiser, or ours where it has none, in parts. Null for a version whose parts we do not know.
 * @param installed absolute path of the folder whose `node_modules` hold the packages
 */
export const loadInternals = async (installed: string | null): Promise<Internals | null> => {
  const source = findSource(installed);
  const { version } = JSON.parse(fs.readFileSync(join(source, '../package.json'), 'utf8')) as {
    readonly version: string;
  };
  if (!known.test(version)) return null;
  const load = (path: string): Promise<Parts> => import(pathToFileURL(join(source, path)).href) as Promise<Parts>;
  const [configuration, assertOptions, options, assertRules, rules, resolveOptions] = await Promise.all([
    load('config-utl/extract-depcruise-config/index.mjs'),
    load('main/options/assert-validity.mjs'),
    load('main/options/normalize.mjs'),
    load('main/rule-set/assert-validity.mjs'),
    load('main/rule-set/normalize.mjs'),
    load('main/resolve-options/normalize.mjs'),
  ]);
  const [dependencies, analyze, summarize, caches, meta, tsc] = await Promise.all([
    load('extract/extract-dependencies.mjs'),
    load('analyze/analyze-modules.mjs'),
    load('analyze/summarize/summarize-modules.mjs'),
    load('extract/clear-caches.mjs'),
    load('extract/transpile/meta.mjs'),
    load('extract/tsc/parse.mjs'),
  ]);
  return {
    extractConfiguration: configuration['default'] as Internals['extractConfiguration'],
    assertOptions: assertOptions['assertCruiseOptionsValid'] as Internals['assertOptions'],
    normalizeOptions: options['normalizeCruiseOptions'] as Internals['normalizeOptions'],
    assertRules: assertRules['default'] as Internals['assertRules'],
    normalizeRules: rules['default'] as Internals['normalizeRules'],
    normalizeResolveOptions: resolveOptions['default'] as Internals['normalizeResolveOptions'],
    readDependencies: dependencies['default'] as Internals['readDependencies'],
    analyze: analyze['default'] as Internals['analyze'],
    summarize: summarize['default'] as Internals['summarize'],
    clearCaches: caches['default'] as Internals['clearCaches'],
    scannableExtensions: meta['scannableExtensions'] as readonly string[],
    readTsConfig: (tsc['isAvailable'] as () => boolean)() ? createTsConfigReader(source) : () => ({}),
  };
};

type Parts = Readonly<Record<string, unknown>>;

const findSource = (installed: string | null): string => {
  const own = installed === null ? null : join(installed, 'node_modules/dependency-cruiser/src');
  if (own !== null && fs.existsSync(join(own, 'main/index.mjs'))) return fs.realpathSync(own);
  return resolve(dirname(fileURLToPath(import.meta.resolve('dependency-cruiser'))), '..');
};

type TypeScript = Pick<
  typeof ts,
  'readConfigFile' | 'parseJsonConfigFileContent' | 'sys' | 'flattenDiagnosticMessageText'
>;

/** As dependency-cruiser reads a tsconfig, but without a walk through all folders for the files that it includes. */
const createTsConfigReader =
  (source: string): Internals['readTsConfig'] =>
  (file) => {
    const typescript = createRequire(join(source, 'main/index.mjs'))('typescript') as TypeScript;
    const { sys, readConfigFile, parseJsonConfigFileContent } = typescript;
    const read = readConfigFile(file, (path) => sys.readFile(path));
    const host = { ...sys, readDirectory: () => [resolve('any.ts')] };
    const folder = dirname(resolve(file));
    const parsed =
      read.error === undefined ? parseJsonConfigFileContent(read.config, host, folder, {}, resolve(file)) : null;
    const [problem] = parsed?.errors ?? [read.error];
    if (parsed !== null && problem === undefined) return parsed;
    throw new Error(`${file}: ${typescript.flattenDiagnosticMessageText(problem?.messageText ?? '', '\n')}`);
  };
