import { dirname, join } from 'node:path/posix';
import type ts from 'typescript';
import type { SideFiles, TypeScript } from './side-files.ts';

/**
 * The options that declarations of a file are made by: those of the nearest tsconfig.json that say what a type means or where an
 * import leads; strict where nothing says otherwise. Nothing that it names is run.
 */
export const readCompilerOptions = (typescript: TypeScript, files: SideFiles, file: string): ts.CompilerOptions => ({
  ...kept(typescript, nearestOptions(typescript, files, dirname(file))),
  ...fixedOptions(typescript),
});

/** What consumers are compiled by. */
export const consumerOptions = (typescript: TypeScript): ts.CompilerOptions => ({
  ...fixedOptions(typescript),
  strict: true,
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  declaration: false,
  emitDeclarationOnly: false,
  noEmit: true,
  allowJs: false,
  esModuleInterop: true,
});

const fixedOptions = (typescript: TypeScript): ts.CompilerOptions => ({
  skipLibCheck: true,
  declaration: true,
  emitDeclarationOnly: true,
  allowJs: true,
  stripInternal: true,
  allowImportingTsExtensions: true,
  noLib: false,
  types: [],
  outDir: '/declarations',
  moduleDetection: typescript.ModuleDetectionKind.Auto,
});

const nearestOptions = (typescript: TypeScript, files: SideFiles, folder: string): ts.CompilerOptions => {
  for (let at = folder; at.length >= files.root.length && at.startsWith(files.root); at = dirname(at)) {
    const config = join(at, 'tsconfig.json');
    if (files.fileExists(config)) return parseOptions(typescript, files, config);
    if (at === '/') break;
  }
  return {};
};

const parseOptions = (typescript: TypeScript, files: SideFiles, config: string): ts.CompilerOptions => {
  const { readFile, fileExists } = files;
  const source = typescript.readJsonConfigFile(config, readFile);
  const host = { readFile, fileExists, useCaseSensitiveFileNames: true, readDirectory: () => [] };
  return typescript.parseJsonSourceFileConfigFileContent(source, host, dirname(config), undefined, config).options;
};

const keptNames = new Set([
  'strict',
  'strictNullChecks',
  'strictFunctionTypes',
  'strictBindCallApply',
  'noImplicitAny',
  'exactOptionalPropertyTypes',
  'experimentalDecorators',
  'target',
  'lib',
  'jsx',
  'jsxImportSource',
  'baseUrl',
  'paths',
  'pathsBasePath',
  'customConditions',
  'esModuleInterop',
  'allowSyntheticDefaultImports',
  'useDefineForClassFields',
]);

const kept = (typescript: TypeScript, options: ts.CompilerOptions): ts.CompilerOptions => ({
  strict: true,
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  ...Object.fromEntries(Object.entries(options).filter(([name]) => keptNames.has(name))),
});
