// Runs inside the sandbox as its own process, in the root of a checkout: reads a CruiseRequest from stdin, ends stdout with a line
// that is a CruiseAnswer.
import fs from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { cruise as cruiseFunction, IConfiguration, ICruiseOptions, ICruiseResult } from 'dependency-cruiser';
import type { CruiseAnswer, CruiseRequest } from './architecture-evidence.ts';
import { readEdges } from './read-edges.ts';
import { readViolations } from './read-violations.ts';

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
  const { violations } = result.summary;
  return {
    violations: readViolations({ violations, modules: result.modules }, rules),
    edges: readEdges(result.modules, request.edges),
  };
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

const describe = (error: unknown): string => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, 2000);
};

const request = JSON.parse(await readAll(process.stdin)) as CruiseRequest;
const said = await answer(request).catch((error: unknown): CruiseAnswer => ({ problem: describe(error) }));
process.stdout.write(`\n${JSON.stringify(said)}\n`, () => process.exit(0));
