import type { Change, ChangedFile } from '../../change/change.ts';
import { isProjectPath } from '../../source/project-facts.ts';
import { canImport } from '../../source/source-paths.ts';
import { decidesArchitecture } from './find-roots.ts';
import type { GraphPair } from './graph-pair.ts';

/** What decides whether dependency-cruiser could answer differently for head than for base. */
export type ImportsQuestion = {
  readonly change: Change;
  readonly pair: GraphPair;
  /** Text of the rules file at base; null where it is not there. */
  readonly rules: string | null;
};

/** Options with which dependency-cruiser sees imports that we do not read, and presets that may set them. */
const seesMore =
  /\bextends\b|exoticRequireStrings|detectJSDocImports|detectProcessBuiltinModuleCalls|webpackConfig|babelConfig/u;

/**
 * Whether the modules of head or their imports differ from those of base. Where they do not, every rule says the same of both
 * sides, so nothing can be new and nothing has to be cruised. In doubt they differ. Pure.
 */
export const importsDiffer = ({ change, pair, rules }: ImportsQuestion): boolean =>
  rules === null ||
  seesMore.test(rules) ||
  change.files.some((file) => decidesArchitecture(file.path) && differs(file, pair));

const differs = (file: ChangedFile, { base, head }: GraphPair): boolean => {
  const { path, status, hunks, baseMode, headMode } = file;
  if (status !== 'modified' || baseMode !== headMode || isProjectPath(path) || !canImport(path)) return true;
  const [before, after] = [base.files.get(path), head.files.get(path)];
  if (before?.status !== 'parsed' || after?.status !== 'parsed') return true;
  if (importsOf(before.imports) !== importsOf(after.imports)) return true;
  // What we might read otherwise than dependency-cruiser: a path in a call, a directive, an import in a comment.
  return hunks.some(({ added, removed }) => [...added, ...removed].some((line) => mayImport.test(line)));
};

const mayImport = /['"`]\.{1,2}\/|\b(?:require|define|getBuiltinModule)\b|<reference\b|\bimport\s*\(/u;

const importsOf = (
  imports: readonly { readonly specifier: string; readonly kind: string; readonly isTypeOnly: boolean }[],
): string => JSON.stringify(imports.map(({ specifier, kind, isTypeOnly }) => [specifier, kind, isTypeOnly]).sort());
