import type { FactReader } from '../tree/facts.ts';
import { createLineIndex } from './line-index.ts';
import { parseSource } from './parse-source.ts';
import { readRecord } from './read-module-record.ts';
import { readCalledImports } from './read-called-imports.ts';
import { readComponentImports } from './read-component-imports.ts';
import { isComponentPath } from './source-paths.ts';

/** How an import is written. `export` is a re-export (`export … from`). */
export type ImportKind = 'static' | 'dynamic' | 'require' | 'export';

/** One import of a module, as it is written. */
export type ImportFact = {
  readonly specifier: string;
  readonly kind: ImportKind;
  /** Whether syntax says that it is for types alone (`import type`, or every name with `type`). */
  readonly isTypeOnly: boolean;
  /** What is imported without `type`: names of the other module, `default`, or `*` for all; empty for its effects alone. */
  readonly names: readonly string[];
  /** 1-based line of the specifier. */
  readonly line: number;
};

/** One name that a module exports. */
export type ExportFact = {
  /** `default`, or `*` for all that `from` exports. */
  readonly name: string;
  /** Whether it is a type or an interface. */
  readonly isType: boolean;
  /** 1-based. */
  readonly line: number;
  /** Where it comes from, for a re-export (also `import { a } from './a'; export { a }`), and its name there (`*`: its namespace). */
  readonly from?: string;
  readonly imported?: string;
};

/** What one file imports and exports. */
export type ModuleFacts = {
  /** `broken`: does not parse. `too-large`: not looked at. Both have no imports and exports. */
  readonly status: 'parsed' | 'broken' | 'too-large';
  readonly imports: readonly ImportFact[];
  readonly exports: readonly ExportFact[];
};

/**
 * Reads what a file imports and exports, from oxc's module record: no syntax tree is built unless the text holds a `require`
 * or an import in a type. Scripts of component files (Vue, Svelte, Astro, MDX) are read by their text.
 */
export const moduleFacts: FactReader<ModuleFacts> = {
  id: 'module',
  version: 2,
  read: (text, path) => {
    if (isComponentPath(path)) return { status: 'parsed', imports: readComponentImports(text), exports: [] };
    const parsed = parseSource(text, path);
    if (parsed.status !== 'parsed') return { status: parsed.status, imports: [], exports: [] };
    const lineAt = createLineIndex(text);
    const { imports, exports } = readRecord({ text, module: parsed.result.module, lineAt });
    const called = readCalledImports({ text, result: parsed.result, lineAt });
    return { status: 'parsed', imports: [...imports, ...called], exports };
  },
};
