import type { Tree } from '../../../tree/tree.ts';
import type { CollectContext, NotChecked } from '../../../guardrail.ts';
import type { CiEvidence, CiPair } from './compare-ci.ts';
import type { ScriptPair } from './compare-scripts.ts';
import { collectTypes, type Side } from './collect-types.ts';
import {
  isCiFile,
  isHook,
  isLintConfig,
  isManifest,
  isOwnersFile,
  isProjectFile,
  isTestConfig,
  mayConfigureCode,
} from './configuration-paths.ts';
import type { EffectiveEvidence } from './effective-evidence.ts';
import { findIgnored, readLint, type LintPair } from './lint-config.ts';
import { readOwners, type OwnersEvidence } from './owners.ts';
import { readCi } from './read-ci.ts';
import { readJsonText, readModule } from './read-module.ts';
import { readScripts } from './script-facts.ts';
import { settingsOf, type Setting } from './settings.ts';
import { scalarOf, unknownIn, valueAt, type StaticValue } from './static-value.ts';
import { findLeftOut, type TestConfigPair } from './test-config.ts';

type Context = Pick<CollectContext, 'base' | 'head' | 'change'>;

/** Reads what configuration means on both sides of a change, where the change touches any. Runs nothing. */
export const collectEffective = async (context: Context): Promise<EffectiveEvidence> => {
  const changed = new Set(
    context.change.files.flatMap(({ path, basePath }) => (basePath === undefined ? [path] : [path, basePath])),
  );
  const [base, head] = await Promise.all([readSide(context.base), readSide(context.head)]);
  const both = new Set(head.paths);
  const common = base.paths.filter((path) => both.has(path));
  const view: View = { base, head, changed, common };
  const [types, ci, lint, tests] = await Promise.all([
    collectTypes(base, head, changed),
    collectCi(view),
    collectLint(view),
    collectTests(view),
  ]);
  return {
    ...{ types, ci, lint: lint.pairs, tests: tests.pairs },
    scripts: await collectScripts(view),
    owners: await collectOwners(view),
    hooks: await collectHooks(view),
    compared: await comparedFiles(view, { ci, code: [...lint.compared, ...tests.compared] }),
    notChecked: [...lint.notChecked, ...tests.notChecked, ...notCheckedOf(types)],
  };
};

type View = {
  readonly base: Side;
  readonly head: Side;
  readonly changed: ReadonlySet<string>;
  /** Paths that both sides have. */
  readonly common: readonly string[];
};

/** Protected files that both sides have and that could be read there, so that their text alone need not alarm anyone. */
const comparedFiles = async (
  { base, head, changed }: View,
  { ci, code }: { readonly ci: CiEvidence; readonly code: readonly string[] },
): Promise<readonly string[]> => {
  const read = new Set([
    ...ci.pairs.filter((pair) => pair.base !== null && pair.head !== null).map(({ path }) => path),
    ...code,
  ]);
  const found = await Promise.all(
    [...changed].map(async (path) => {
      if (isOwnersFile(path)) return head.paths.includes(path);
      if (!isProjectFile(path)) return read.has(path);
      return (await readJson(base.tree, path)) !== null && (await readJson(head.tree, path)) !== null;
    }),
  );
  return [...changed].filter((_, index) => found[index]);
};

const readSide = async (tree: Tree): Promise<Side> => {
  const paths = (await tree.list()).map(({ path }) => path);
  const root = readJsonText('package.json', (await tree.readText('package.json')) ?? '{}');
  const typescript =
    root === null
      ? null
      : (valueAt(root, 'devDependencies', 'typescript') ?? valueAt(root, 'dependencies', 'typescript'));
  const major = Number(/\d+/u.exec(String(scalarOf(typescript ?? null)))?.[0] ?? 0);
  return { tree, paths, packages: await readPackages(tree, paths), isStrictByDefault: major >= 6 };
};

const readPackages = async (tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const manifests = paths
    .filter((path) => path.endsWith('/package.json') && !path.includes('node_modules/'))
    .slice(0, 300);
  const named = await Promise.all(
    manifests.map(
      async (path) =>
        [
          /"name"\s*:\s*"([^"]+)"/u.exec((await tree.readText(path)) ?? '')?.[1] ?? '',
          path.slice(0, -'/package.json'.length),
        ] as const,
    ),
  );
  return new Map(named);
};

const collectCi = async ({ base, head, changed }: View): Promise<CiEvidence> => {
  const touched = [...changed].filter(isCiFile);
  if (touched.length === 0) return { pairs: [], baseCommands: [], headCommands: [] };
  const read = async ({ tree, paths }: Side) =>
    new Map(
      await Promise.all(
        paths
          .filter(isCiFile)
          .slice(0, 100)
          .map(async (path) => [path, readCi(path, (await tree.readText(path)) ?? '')] as const),
      ),
    );
  const [before, after] = await Promise.all([read(base), read(head)]);
  const commands = (files: typeof before) =>
    [...files.values()].flatMap((facts) =>
      (facts?.jobs ?? []).flatMap(({ steps }) => steps.flatMap((step) => step.commands)),
    );
  return {
    pairs: touched.map((path): CiPair => ({ path, base: before.get(path) ?? null, head: after.get(path) ?? null })),
    baseCommands: commands(before).map(({ text }) => text),
    headCommands: commands(after).map(({ text, kinds }) => ({ text, kinds })),
  };
};

type Read<Pair> = {
  readonly pairs: readonly Pair[];
  /** Configurations that both sides have, the unknown parts of which are the same. */
  readonly compared: readonly string[];
  readonly notChecked: readonly NotChecked[];
};

type ReadConfig = {
  readonly path: string;
  readonly base: { readonly value: StaticValue | null };
  readonly head: { readonly value: StaticValue | null };
};

const comparedOf = (read: readonly ReadConfig[]): readonly string[] =>
  read.flatMap(({ path, base, head }) => {
    if (base.value === null || head.value === null) return [];
    return unknownIn(base.value).join('\n') === unknownIn(head.value).join('\n') ? [path] : [];
  });

/** The configurations of one kind, read with what they import, where the change touches any of that. */
const readConfigs = async (view: View, isConfig: (path: string) => boolean) => {
  if (![...view.changed].some(mayConfigureCode)) return [];
  const paths = [...new Set([...view.base.paths, ...view.head.paths])].filter(isConfig).slice(0, 100);
  const read = await Promise.all(
    paths.map(async (path) => {
      const [base, head] = await Promise.all([readModule(view.base.tree, path), readModule(view.head.tree, path)]);
      return { path, base, head };
    }),
  );
  return read.filter(({ path, base, head }) =>
    [path, ...base.files, ...head.files].some((file) => view.changed.has(file)),
  );
};

const collectLint = async (view: View): Promise<Read<LintPair>> => {
  const read = await readConfigs(view, isLintConfig);
  const sources = view.common.filter((path) => /\.[cm]?[jt]sx?$/u.test(path));
  const facts = (value: StaticValue | null) => (value === null ? null : readLint(value));
  return {
    pairs: read.map(({ path, base, head }) => {
      const [before, after] = [facts(base.value), facts(head.value)];
      return { path, base: before, head: after, ignored: findIgnored(path, { base: before, head: after }, sources) };
    }),
    compared: comparedOf(read),
    notChecked: read.flatMap(({ path, head }) => describeUnknown(path, head.value, 'presets')),
  };
};

const collectTests = async (view: View): Promise<Read<TestConfigPair>> => {
  const read = await readConfigs(view, isTestConfig);
  const settings = (value: StaticValue | null): readonly Setting[] => (value === null ? [] : settingsOf(value));
  const pairs = read.flatMap(({ path, base, head }) => {
    const [before, after] = [settings(base.value), settings(replacement({ path, head, read, view }))];
    return base.value === null
      ? []
      : [{ path, base: before, head: after, left: findLeftOut(path, { base: before, head: after }, view.common) }];
  });
  const manifests = await collectManifestTests(view);
  return {
    pairs: [...pairs, ...manifests],
    compared: comparedOf(read),
    notChecked: read.flatMap(({ path, head }) => describeUnknown(path, head.value, 'values')),
  };
};

type Replaced = {
  readonly path: string;
  readonly head: { readonly value: StaticValue | null };
  readonly read: readonly ReadConfig[];
  readonly view: View;
};

/** A configuration that went is compared with the new one that took its place, such as that of another runner. */
const replacement = ({ path, head, read, view }: Replaced): StaticValue | null =>
  head.value ??
  (view.head.paths.includes(path)
    ? null
    : (read.find((other) => other.base.value === null && other.head.value !== null)?.head.value ?? null));

const collectManifestTests = async ({ base, head, changed }: View): Promise<readonly TestConfigPair[]> => {
  const pairs = await Promise.all(
    [...changed].filter(isManifest).map(async (path) => {
      const [before, after] = await Promise.all([readJson(base.tree, path), readJson(head.tree, path)]);
      const settings = (value: StaticValue | null): readonly Setting[] =>
        ['jest', 'nyc', 'c8'].flatMap((name) => {
          const inner = value === null ? null : valueAt(value, name);
          return inner === null ? [] : settingsOf(inner);
        });
      return { path, base: settings(before), head: settings(after), left: [] };
    }),
  );
  return pairs.filter((pair) => pair.base.length > 0 && pair.head.length > 0);
};

const readJson = async (tree: Pick<Tree, 'readText'>, path: string): Promise<StaticValue | null> => {
  const text = await tree.readText(path);
  return text === null ? null : readJsonText(path, text);
};

const collectScripts = async ({ base, head, changed }: View): Promise<readonly ScriptPair[]> =>
  (
    await Promise.all(
      [...changed].filter(isManifest).map(async (path) => {
        const [before, after] = await Promise.all([readJson(base.tree, path), readJson(head.tree, path)]);
        // A package that goes takes its scripts along.
        return before === null || after === null ? [] : [{ path, base: readScripts(before), head: readScripts(after) }];
      }),
    )
  ).flat();

const collectOwners = async ({ base, head, changed, common }: View): Promise<readonly OwnersEvidence[]> =>
  (
    await Promise.all(
      [...changed].filter(isOwnersFile).map(async (file) => {
        const [before, after] = await Promise.all([base.tree.readText(file), head.tree.readText(file)]);
        return before === null ? [] : [readOwners({ file, base: before, head: after }, common)];
      }),
    )
  ).flat();

const collectHooks = async ({ base, head, changed }: View): Promise<EffectiveEvidence['hooks']> =>
  Promise.all(
    [...changed]
      .filter((path) => isHook(path) && base.paths.includes(path))
      .map(async (path) => ({
        path,
        base: (await base.tree.readText(path)) ?? '',
        head: await head.tree.readText(path),
      })),
  );

const describeUnknown = (path: string, value: StaticValue | null, what: string): readonly NotChecked[] => {
  const open = value === null ? ['the whole file'] : [...new Set(unknownIn(value))];
  return open.length === 0
    ? []
    : [
        {
          what: `${what} of ${path}`,
          why: `it was read and not run, so these stay unknown: ${open.slice(0, 5).join('; ')}`,
        },
      ];
};

const notCheckedOf = (types: EffectiveEvidence['types']): readonly NotChecked[] =>
  (types?.unread ?? []).map((name) => ({
    what: `options of ${name}`,
    why: 'it is an installed package, and only files of the repository are read',
  }));
