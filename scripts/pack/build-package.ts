import { cp, glob, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const testsAndFixtures = /\.(test|builder)\.ts$|(^|\/)(fixtures|node_modules)(\/|$)/;

/**
 * Emits JavaScript and declarations of a package's `src/` into `dist/`, and copies what is no TypeScript (docs, schemas)
 * beside them, where the code looks for it. Types are not checked here: `npm run types` does that.
 * @param folder absolute path of the package
 * @throws Error a declaration cannot be written
 */
export const buildPackage = async (folder: string): Promise<void> => {
  const source = join(folder, 'src');
  const target = join(folder, 'dist');
  await rm(target, { recursive: true, force: true });
  const files = await listFiles(source);
  const isModule = (file: string) => file.endsWith('.ts');
  await emit({ source, target, files: files.filter(isModule) });
  for (const file of files.filter((each) => !isModule(each))) await cp(join(source, file), join(target, file));
};

const listFiles = async (source: string): Promise<readonly string[]> => {
  const files: string[] = [];
  for await (const entry of glob('**/*', { cwd: source, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(source.length + 1);
    if (entry.isFile() && !testsAndFixtures.test(path)) files.push(path);
  }
  return files.sort();
};

type Emission = { readonly source: string; readonly target: string; readonly files: readonly string[] };

const emit = async ({ source, target, files }: Emission): Promise<void> => {
  const roots = files.map((file) => join(source, file));
  const program = ts.createProgram(roots, { ...readOptions(source), rootDir: source, outDir: target });
  const written: Promise<void>[] = [];
  for (const root of roots) {
    // File by file, because a program also holds the sources of the workspaces that this one imports.
    const { diagnostics } = program.emit(program.getSourceFile(root), (path, text) => {
      written.push(writeEmitted(path, text));
    });
    const [problem] = diagnostics;
    if (problem !== undefined)
      throw new Error(`${root} cannot be emitted: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  }
  await Promise.all(written);
};

const writeEmitted = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};

const readOptions = (source: string): ts.CompilerOptions => {
  const path = ts.findConfigFile(source, (file) => ts.sys.fileExists(file), 'tsconfig.json');
  if (path === undefined) throw new Error(`There is no tsconfig.json above ${source}`);
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(
    { ...(config as object), include: [], files: [] },
    ts.sys,
    dirname(path),
  );
  return { ...options, noEmit: false, declaration: true, stripInternal: true, sourceMap: false };
};
