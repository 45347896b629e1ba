// Runs inside the sandbox as its own process, in the root of a checkout: reads a CruiseRequest from stdin, ends stdout with a line
// that is a CruiseAnswer.
import fs from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type {
  cruise as cruiseFunction,
  IConfiguration,
  ICruiseOptions,
  ICruiseResult,
  IFlattenedRuleSet,
} from 'dependency-cruiser';
import type { CruiseAnswer, CruiseRequest, Edge, Violation } from './architecture-evidence.ts';

type ExtractConfiguration = (file: string) => Promise<IConfiguration>;
type Cruiser = {
  readonly cruise: typeof cruiseFunction;
  readonly extractConfiguration: ExtractConfiguration;
  readonly extractTsConfig: (file: string) => unknown;
};

const root = process.cwd();

const answer = async (request: CruiseRequest): Promise<CruiseAnswer> => {
  keepPackagesInPlace();
  const cruiser = await loadCruiser();
  const rules = await cruiser.extractConfiguration(request.rulesFile);
  const options = { ...rules.options };
  // The checkout is read-only, and a cache or a list of known violations would hide what this check has to see.
  delete options.cache;
  delete options.progress;
  const tsConfigFile = options.tsConfig?.fileName;
  const { output } = await cruiser.cruise(
    [...request.roots],
    // As its own command line passes rules: options are read from the rule set.
    { ruleSet: { ...rules, options }, validate: true } as ICruiseOptions,
    {},
    tsConfigFile === undefined ? {} : { tsConfig: cruiser.extractTsConfig(tsConfigFile) },
  );
  const result = output as ICruiseResult;
  return { violations: violationsOf(result, rules), edges: edgesOf(result, request.edges) };
};

/**
 * In a checkout each package is a link out of it. Followed, `node_modules/a` would get a path that no rule knows; so only links
 * that stay in the checkout (workspace packages) are.
 */
const keepPackagesInPlace = (): void => {
  const readLink = fs.readlinkSync;
  const readKept = (path: string): string => {
    const target = readLink(path, 'utf8');
    const isInside = `${resolve(dirname(path), target)}${sep}`.startsWith(`${root}${sep}`);
    if (isInside || !path.startsWith(join(root, sep))) return target;
    throw Object.assign(new Error(`EINVAL: invalid argument, readlink '${path}'`), { code: 'EINVAL' });
  };
  fs.readlinkSync = readKept as typeof fs.readlinkSync;
};

/** The repository's own dependency-cruiser; ours where it has none. */
const loadCruiser = async (): Promise<Cruiser> => {
  const own = join(root, 'node_modules/dependency-cruiser/src');
  const load = async <Module>(path: string): Promise<Module> =>
    (await import(pathToFileURL(join(own, path)).href)) as Module;
  if (fs.existsSync(join(own, 'main/index.mjs'))) {
    const main = await load<Pick<Cruiser, 'cruise'>>('main/index.mjs');
    const configuration = await load<{ default: ExtractConfiguration }>(
      'config-utl/extract-depcruise-config/index.mjs',
    );
    const tsConfig = await load<{ default: Cruiser['extractTsConfig'] }>('config-utl/extract-ts-config.mjs');
    return { cruise: main.cruise, extractConfiguration: configuration.default, extractTsConfig: tsConfig.default };
  }
  const [{ cruise }, configuration, tsConfig] = await Promise.all([
    import('dependency-cruiser'),
    import('dependency-cruiser/config-utl/extract-depcruise-config'),
    import('dependency-cruiser/config-utl/extract-ts-config'),
  ]);
  return {
    cruise,
    extractConfiguration: configuration.default,
    extractTsConfig: tsConfig.default,
  };
};

const violationsOf = ({ summary, modules }: ICruiseResult, rules: IFlattenedRuleSet): readonly Violation[] => {
  const byName = new Map([...(rules.forbidden ?? []), ...(rules.required ?? [])].map((rule) => [rule.name, rule]));
  const unresolvableRules = new Set((rules.forbidden ?? []).filter(isAboutUnresolvable).map(({ name }) => name));
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const specifierOf = (from: string, to: string): string | null => {
    const dependency = bySource.get(from)?.dependencies.find((it) => it.resolved === to);
    return dependency === undefined ? null : written(dependency);
  };
  return summary.violations.flatMap(({ rule: { name, severity }, from, to, cycle = [] }) => {
    if (severity === 'ignore') return [];
    const rule = byName.get(name);
    const isUnresolvable = unresolvableRules.has(name);
    return [
      {
        rule: name,
        comment: rule?.comment ?? null,
        severity,
        kind: cycle.length > 0 ? 'cycle' : isUnresolvable ? 'unresolvable' : 'dependency',
        from,
        to,
        specifier: specifierOf(from, to),
        cycle: cycleEdges(from, cycle).map((edge) => ({ ...edge, specifier: specifierOf(edge.from, edge.to) })),
      } satisfies Violation,
    ];
  });
};

/** The import as it is written: dependency-cruiser keeps `node:` apart. */
const written = (dependency: { readonly module: string; readonly protocol?: string }): string =>
  `${dependency.protocol ?? ''}${dependency.module}`;

const isAboutUnresolvable = (rule: object): boolean => {
  const to = 'to' in rule ? rule.to : null;
  return typeof to === 'object' && to !== null && 'couldNotResolve' in to && to.couldNotResolve === true;
};

const cycleEdges = (
  from: string,
  cycle: readonly { readonly name: string; readonly dependencyTypes: readonly string[] }[],
): readonly Edge[] =>
  cycle.map(({ name, dependencyTypes }, index) => ({
    from: index === 0 ? from : (cycle[index - 1]?.name ?? from),
    to: name,
    isTypeOnly: dependencyTypes.includes('type-only'),
  }));

/** Those of the wanted imports that are there; one that runs stands for one of types as well. */
const edgesOf = ({ modules }: ICruiseResult, wanted: readonly Edge[]): readonly Edge[] => {
  const running = new Map<string, boolean>();
  for (const { source, dependencies } of modules) {
    for (const { resolved, dependencyTypes } of dependencies) {
      const name = `${source}\n${resolved}`;
      running.set(name, (running.get(name) ?? false) || !dependencyTypes.includes('type-only'));
    }
  }
  return wanted.filter(({ from, to, isTypeOnly }) => {
    const runs = running.get(`${from}\n${to}`);
    return runs !== undefined && (runs || isTypeOnly);
  });
};

const describe = (error: unknown): string => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, 2000);
};

const request = JSON.parse(await readAll(process.stdin)) as CruiseRequest;
const said = await answer(request).catch((error: unknown): CruiseAnswer => ({ problem: describe(error) }));
process.stdout.write(`\n${JSON.stringify(said)}\n`, () => process.exit(0));
