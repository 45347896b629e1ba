import { externalReferences } from './external-references.ts';
import { maximumFiles, maximumTextLength } from './reading-limits.ts';
import { referenceTarget } from './reference-target.ts';

/**
 * Reads the files that a document refers to, directly or not, by their paths: inside of what `read` knows only (it
 * answers null for what is no regular file). Nothing is fetched. At most 20,000 files and 64 MB.
 */
export const readOthers = async (
  { path, text }: { readonly path: string; readonly text: string },
  read: (path: string) => Promise<string | null>,
): Promise<Readonly<Record<string, string>>> => {
  const others: Record<string, string> = {};
  const asked = new Set([path]);
  let size = text.length;
  const next = (file: string, content: string): readonly string[] =>
    externalReferences(content).flatMap((reference) => {
      const target = referenceTarget(reference, file);
      if ('reason' in target || target.file === '' || asked.has(target.file) || asked.size > maximumFiles) return [];
      asked.add(target.file);
      return [target.file];
    });
  let pending = next(path, text);
  while (pending.length > 0) {
    const found = await Promise.all(pending.map(async (file) => [file, await read(file)] as const));
    pending = found.flatMap(([file, content]) => {
      if (content === null || size + content.length > maximumTextLength) return [];
      size += content.length;
      others[file] = content;
      return next(file, content);
    });
  }
  return others;
};
