// Run as a process of its own, so that its time is its own: cruises a checked-out tree and writes its imports as JSON.
import { existsSync, readdirSync } from 'node:fs';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { isModulePath } from '../../../guardrails/src/source/source-paths.ts';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const hasTsConfig = existsSync('tsconfig.json');
const roots = readdirSync('.', { withFileTypes: true })
  .filter((entry) => (entry.isDirectory() ? entry.name !== 'node_modules' : isModulePath(entry.name)))
  .map(({ name }) => name)
  .filter((name) => !name.startsWith('.'));
const { output } = await cruise(
  roots,
  {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    // It looks for cycles only where a rule asks for them.
    validate: true,
    ruleSet: {
      forbidden: [{ name: 'no-circular', severity: 'info', from: {}, to: { circular: true } }],
      options: hasTsConfig ? { tsConfig: { fileName: 'tsconfig.json' } } : {},
    },
    // Options in a rule set are what its own command line passes.
  } as ICruiseOptions,
  {},
  hasTsConfig ? { tsConfig: extractTsConfig('tsconfig.json') } : {},
);
const { modules } = output as ICruiseResult;
const edges = modules.flatMap(({ source, dependencies }) =>
  dependencies.map(({ resolved, module, couldNotResolve, circular }) => ({
    from: source,
    to: couldNotResolve ? '' : resolved,
    specifier: module,
    isCircular: circular,
  })),
);
process.stdout.write(`\n${JSON.stringify({ files: modules.map(({ source }) => source), edges })}\n`);
