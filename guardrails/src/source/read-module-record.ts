import type { EcmaScriptModule, StaticExportEntry, StaticImportEntry } from 'oxc-parser';
import type { ExportFact, ImportFact, ModuleFacts } from './module-facts.ts';

/** What a record is read from. */
export type RecordSource = {
  readonly text: string;
  readonly module: EcmaScriptModule;
  readonly lineAt: (offset: number) => number;
};

/** Reads the static imports, re-exports and exported names of a module from its record. Pure. */
export const readRecord = (source: RecordSource): Pick<ModuleFacts, 'imports' | 'exports'> => {
  const locals = importedLocals(source.module);
  const imports = [...source.module.staticImports.map((item) => importFact(item, source)), ...reExports(source)];
  const entries = source.module.staticExports.flatMap((item) => item.entries);
  return { imports, exports: entries.map((entry) => exportFact(entry, source, locals)) };
};

const importFact = (
  { start, moduleRequest, entries }: EcmaScriptModule['staticImports'][number],
  { text, lineAt }: RecordSource,
): ImportFact => ({
  specifier: moduleRequest.value,
  kind: 'static',
  isTypeOnly:
    (entries.length > 0 && entries.every(({ isType }) => isType)) ||
    /^import\s+type\s*\{\s*\}/u.test(text.slice(start, start + 40)),
  names: entries.filter(({ isType }) => !isType).map(importedName),
  line: lineAt(moduleRequest.start),
});

/** oxc types its kinds as an enum whose values are these words. */
const isKind = ({ kind }: { readonly kind: string }, wanted: string): boolean => kind === wanted;

const importedName = ({ importName }: StaticImportEntry): string =>
  isKind(importName, 'Name') ? (importName.name ?? '*') : isKind(importName, 'Default') ? 'default' : '*';

/** One import for each specifier that a module re-exports from. */
const reExports = ({ module, lineAt }: RecordSource): readonly ImportFact[] =>
  module.staticExports.flatMap(({ entries }) => {
    const [first] = entries;
    if (!first?.moduleRequest) return [];
    return [
      {
        specifier: first.moduleRequest.value,
        kind: 'export',
        isTypeOnly: entries.every(({ isType }) => isType),
        names: entries.filter(({ isType }) => !isType).map(reExportedName),
        line: lineAt(first.moduleRequest.start),
      },
    ];
  });

const reExportedName = ({ importName }: StaticExportEntry): string =>
  isKind(importName, 'Name') ? (importName.name ?? '*') : '*';

type Locals = ReadonlyMap<string, { readonly from: string; readonly imported: string; readonly isType: boolean }>;

const importedLocals = ({ staticImports }: EcmaScriptModule): Locals =>
  new Map(
    staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.map((entry) => [
        entry.localName.value,
        { from: moduleRequest.value, imported: importedName(entry), isType: entry.isType },
      ]),
    ),
  );

const exportFact = (entry: StaticExportEntry, { text, lineAt }: RecordSource, locals: Locals): ExportFact => {
  const { exportName, localName, moduleRequest, isType } = entry;
  const name = isKind(exportName, 'Default') ? 'default' : (exportName.name ?? '*');
  const fact = { name, isType, line: lineAt(exportName.start ?? entry.start) };
  if (moduleRequest) return { ...fact, from: moduleRequest.value, imported: reExportedName(entry) };
  const local = localName.name ?? '';
  const origin = isKind(localName, 'Name') ? locals.get(local) : undefined;
  if (origin !== undefined)
    return { ...fact, isType: isType || origin.isType, from: origin.from, imported: origin.imported };
  return { ...fact, isType: isType || (isKind(localName, 'Name') && declaresTypeAlone(text, local)) };
};

/** `type A = …; export { A }`: the record does not say that A is a type. */
const declaresTypeAlone = (text: string, name: string): boolean => {
  if (!/^[\w$]+$/u.test(name)) return false;
  const escaped = name.replaceAll('$', '\\$');
  if (!new RegExp(`^[ \\t]*(?:declare\\s+)?(?:interface|type)\\s+${escaped}[\\s<={]`, 'mu').test(text)) return false;
  return !new RegExp(`\\b(?:const|let|var|function\\*?|class|enum|namespace)\\s+${escaped}\\b`, 'u').test(text);
};
