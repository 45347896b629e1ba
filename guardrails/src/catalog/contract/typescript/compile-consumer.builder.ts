import ts from 'typescript';

const files = new Map<string, ts.SourceFile>();

/**
 * What the compiler says of a consumer of a package that is one text: the oracle by which verdicts are judged. It shares nothing with
 * what it judges.
 */
export const compileConsumer = (entry: string, consumer: string): readonly string[] => {
  const source = `import * as api from './api.ts';\nexport const consumer = async () => {\n${consumer}\n};\n`;
  const own = new Map([
    ['/oracle/api.ts', entry],
    ['/oracle/consumer.ts', source],
  ]);
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, types: [] },
    ...{
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      lib: ['lib.esnext.d.ts'],
    },
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.readFile = (path) => own.get(path) ?? ts.sys.readFile(path);
  host.directoryExists = (path) => path === '/oracle' || ts.sys.directoryExists(path);
  host.fileExists = (path) => own.has(path) || ts.sys.fileExists(path);
  host.getSourceFile = (path, settings, ...rest) => {
    const text = own.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, settings);
    const known = files.get(path) ?? fromDisk(path, settings, ...rest);
    if (known !== undefined) files.set(path, known);
    return known;
  };
  const program = ts.createProgram({ rootNames: ['/oracle/consumer.ts'], options, host });
  const file = program.getSourceFile('/oracle/consumer.ts');
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
};
