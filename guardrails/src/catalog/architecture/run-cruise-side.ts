import type { IConfiguration, IFlattenedRuleSet, IModule } from 'dependency-cruiser';
import type { Edge, Violation } from './architecture-evidence.ts';
import { cruisedPlace } from './cruised-place.ts';
import type { PartSide } from './part-request.ts';
import { readViolations } from './read-violations.ts';
import type { CruiseOptions, Internals } from './run-cruise-internals.ts';
import { hasCycleRule, hasOrphanRule, wholeReason } from './whole-reason.ts';

/** What a part of one side says. */
export type SideAnswer = { readonly violations: readonly Violation[]; readonly edges: readonly Edge[] };

/** What a side is judged with. */
export type Judge = { readonly cruiser: Internals; readonly rules: IConfiguration };

/** Only a cruise of the whole tree can say. */
export class NeedsWhole extends Error {
  override readonly name = 'NeedsWhole';
}

/**
 * Judges the wanted modules of the side that is shown: dependency-cruiser itself reads their imports, finds the cycles among them and
 * applies the rules.
 * @throws NeedsWhole
 */
export const judgeSide = async ({ cruiser, rules }: Judge, side: PartSide): Promise<SideAnswer> => {
  const { options, ruleSet } = normalize({ cruiser, rules }, side.roots);
  const read = await createReader({ cruiser, rules }, options);
  const [asksForCycles, asksForOrphans] = [hasCycleRule(ruleSet), hasOrphanRule(ruleSet)];
  const isRead = createPlaces(cruiser, { side, options });
  const changed = side.changed.filter(isRead);
  const left = asksForOrphans ? side.left.filter(isRead) : [];
  const members = asksForCycles ? side.members.filter(isRead) : [];
  const modules = [...new Set([...changed, ...members, ...left])].map(read);
  stayInTree(modules, side);
  if (asksForCycles || asksForOrphans) compareEdges(modules, side);
  const importersOf = (module: ReadModule): readonly string[] =>
    asksForOrphans && module.dependencies.length === 0 ? confirmedImporters(module.source, { side, read, isRead }) : [];
  const looked = modules.map((module) => ({ ...module, dependents: importersOf(module) }));
  const judged = cruiser.analyze([...looked, ...ends(modules)], { ...options, skipAnalysisNotInRules: true });
  const found = readViolations({ violations: cruiser.summarize(judged, ruleSet), modules: judged }, rules);
  const answers = answering({ changed, left, sources: modules.map(({ source }) => source) });
  return { violations: found.filter(answers), edges: modules.flatMap(edgesOf) };
};

type ReadModule = Pick<IModule, 'source' | 'dependencies'>;

const normalize = ({ cruiser, rules }: Judge, roots: readonly string[]) => {
  const written = { ...rules.options };
  delete written.cache;
  delete written.progress;
  // As `cruise` does with what its own command line passes: options are read from the rule set.
  const given = { ruleSet: { ...rules, options: written } as IFlattenedRuleSet, validate: true };
  const normal = cruiser.normalizeOptions(cruiser.assertOptions(given), roots);
  const ruleSet = cruiser.normalizeRules(cruiser.assertRules(given.ruleSet));
  const reason = wholeReason(ruleSet, { options: written, metrics: normal.metrics });
  if (reason !== null) throw new NeedsWhole(reason);
  return { ruleSet, options: { ...normal, ruleSet } satisfies CruiseOptions };
};

/** Reads a module's imports, each once. */
const createReader = async ({ cruiser, rules }: Judge, options: CruiseOptions) => {
  cruiser.clearCaches();
  const resolving = await cruiser.normalizeResolveOptions({}, options);
  const tsConfig = rules.options?.tsConfig?.fileName;
  const transpiling = tsConfig === undefined ? {} : { tsConfig: cruiser.readTsConfig(tsConfig) };
  const known = new Map<string, ReadModule>();
  const { dynamic: leftOut } = options.exclude;
  return (source: string): ReadModule => {
    const all = known.get(source)?.dependencies ?? cruiser.readDependencies(source, options, resolving, transpiling);
    const module = { source, dependencies: all.filter(({ dynamic }) => leftOut === undefined || leftOut !== dynamic) };
    known.set(source, module);
    return module;
  };
};

type Places = { readonly side: PartSide; readonly options: CruiseOptions };

/** Whether a cruise of the whole tree reads a file. What it would read only by following somebody is not known here. */
const createPlaces = ({ scannableExtensions }: Internals, { side, options }: Places) => {
  const start = {
    roots: side.roots,
    extensions: [...scannableExtensions, ...options.extraExtensionsToScan],
    exclude: options.exclude.path ?? null,
    includeOnly: options.includeOnly?.path ?? null,
    doNotFollow: options.doNotFollow.path ?? null,
  };
  const members = new Set(side.members);
  return (file: string): boolean => {
    const place = cruisedPlace(file, start);
    if (place === 'followed' && (members.has(file) || (side.importers[file] ?? []).length > 0))
      throw new NeedsWhole(`${file} is read only when a module that is read imports it`);
    return place === 'begin';
  };
};

/** Without `doNotFollow` dependency-cruiser reads packages too, and what it finds in a new one is nowhere else. */
const stayInTree = (modules: readonly ReadModule[], { paths }: PartSide): void => {
  const all = new Set(paths);
  const outside = modules
    .flatMap(({ dependencies }) => dependencies)
    .find(({ followable, resolved }) => followable && !all.has(resolved));
  if (outside !== undefined) throw new NeedsWhole(`${outside.resolved} would be followed`);
};

/** Cycles and orphans are looked for where our graph has imports, so it must have those that dependency-cruiser has. */
const compareEdges = (modules: readonly ReadModule[], { known, paths }: PartSide): void => {
  const all = new Set(paths);
  for (const { source, dependencies } of modules) {
    const targets = new Set(known[source]);
    const unknown = dependencies.find(
      ({ resolved, followable }) => followable && all.has(resolved) && !targets.has(resolved),
    );
    if (unknown !== undefined) throw new NeedsWhole(`our graph has no import from ${source} to ${unknown.resolved}`);
  }
};

type Importers = {
  readonly side: PartSide;
  readonly read: (file: string) => ReadModule;
  readonly isRead: (file: string) => boolean;
};

const confirmedImporters = (file: string, { side, read, isRead }: Importers): readonly string[] => {
  const claimed = (side.importers[file] ?? []).filter((importer) => importer !== file);
  const known = claimed.filter((importer) => side.texts[importer] !== undefined && isRead(importer));
  const found = known.find((importer) => read(importer).dependencies.some(({ resolved }) => resolved === file));
  if (found === undefined && claimed.length > 0) throw new NeedsWhole(`who imports ${file} is not certain`);
  return found === undefined ? [] : [found];
};

/** Modules that are imported and not looked at: they end the ways that cycles are looked for on. */
const ends = (modules: readonly ReadModule[]): readonly object[] => {
  const looked = new Set(modules.map(({ source }) => source));
  const targets = new Map(modules.flatMap(({ dependencies }) => dependencies.map((it) => [it.resolved, it] as const)));
  return [...targets].flatMap(([source, dependency]) =>
    looked.has(source) ? [] : [{ ...dependency, source, dependencies: [], dependents: [source] }],
  );
};

type Answering = {
  readonly changed: readonly string[];
  readonly left: readonly string[];
  readonly sources: readonly string[];
};

/** Members of cycles answer for cycles alone, and modules that were left for themselves alone. */
const answering = ({ changed, left, sources }: Answering) => {
  const [isChanged, isLeft, isLooked] = [new Set(changed), new Set(left), new Set(sources)];
  return ({ kind, from, to }: Violation): boolean => {
    if (!isLooked.has(from)) throw new NeedsWhole(`a rule is about ${from}, which others may import too`);
    return isChanged.has(from) || kind === 'cycle' || (isLeft.has(from) && from === to);
  };
};

const edgesOf = ({ source, dependencies }: ReadModule): readonly Edge[] =>
  dependencies.map(({ resolved, dependencyTypes }) => ({
    from: source,
    to: resolved,
    isTypeOnly: dependencyTypes.includes('type-only'),
  }));
