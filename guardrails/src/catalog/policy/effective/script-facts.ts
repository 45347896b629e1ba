import type { Place } from './static-value.ts';
import { entriesOf, scalarOf, valueAt, type StaticValue } from './static-value.ts';

/** A script of a package: its text and where it stands. */
export type Script = { readonly name: string; readonly text: string; readonly at: Place };

/** What a manifest says of scripts and hooks. */
export type ScriptFacts = {
  readonly scripts: readonly Script[];
  /** What runs before a commit or a push: `pre-commit` of simple-git-hooks or husky, the globs of lint-staged. */
  readonly hooks: readonly Script[];
};

/** Reads the scripts and hooks of a `package.json`. Pure. */
export const readScripts = (manifest: StaticValue | null): ScriptFacts => {
  if (manifest === null) return { scripts: [], hooks: [] };
  const hookTables = [
    ['simple-git-hooks', valueAt(manifest, 'simple-git-hooks')],
    ['husky', valueAt(manifest, 'husky', 'hooks')],
    ['gitHooks', valueAt(manifest, 'gitHooks')],
    ['lint-staged', valueAt(manifest, 'lint-staged')],
  ] as const;
  return {
    scripts: scriptsIn(valueAt(manifest, 'scripts')),
    hooks: hookTables.flatMap(([tool, table]) =>
      entriesOf(table).map(([name, value]) => ({ name: `${tool} ${name}`, text: textOf(value), at: value.at })),
    ),
  };
};

const scriptsIn = (table: StaticValue | null): readonly Script[] =>
  entriesOf(table).flatMap(([name, value]) => {
    const text = scalarOf(value);
    return typeof text === 'string' ? [{ name, text, at: value.at }] : [];
  });

const textOf = (value: StaticValue): string =>
  value.kind === 'scalar'
    ? String(value.value)
    : value.kind === 'list'
      ? value.items.map(textOf).join(' && ')
      : value.kind;
