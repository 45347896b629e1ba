import type ts from 'typescript';
import type { TypeScript } from './side-files.ts';

const known = new Map<string, ts.SourceFile>();

/** A file of the compiler's own library, parsed once in a process: it never changes. Undefined for any other file. */
export const libraryFile = (
  typescript: TypeScript,
  { path, settings }: { readonly path: string; readonly settings: ts.ScriptTarget | ts.CreateSourceFileOptions },
): ts.SourceFile | undefined => {
  const folder = typescript.getDefaultLibFilePath({}).replace(/[^/]*$/u, '');
  if (!path.startsWith(folder)) return undefined;
  const version = typeof settings === 'object' ? settings.languageVersion : settings;
  const key = `${path}:${String(version)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const text = typescript.sys.readFile(path);
  if (text === undefined) return undefined;
  const file = typescript.createSourceFile(path, text, settings);
  known.set(key, file);
  return file;
};
