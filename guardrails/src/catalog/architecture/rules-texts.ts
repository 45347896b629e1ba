import { dirname, join } from 'node:path/posix';
import { findFile } from '../../source/find-file.ts';
import { moduleFacts } from '../../source/module-facts.ts';
import { foldersAbove } from '../../source/source-paths.ts';
import type { Tree } from '../../tree/tree.ts';

const mostFiles = 20;
const quoted = /(['"`])(\.{1,2}\/[^'"`\n]+)\1/gu;
/** What loads or finds something that no import names. */
const computed = /\bgetBuiltinModule\b|\bcreateRequire\b|\bprocess\.binding\b|\b(?:require|import)\s*\(\s*[^'"`\s)]/u;
/** Modules that show rules nothing but what is given to them. */
const harmless = /^(?:\.{1,2}\/|(?:node:)?(?:path|url)$|dependency-cruiser(?:\/|$))/u;

/**
 * Reads the files of a tree that a rules file is made of: what it and they import or extend, and each package.json above it (Node
 * reads there how to load it). Null where the rules may look further: they load packages or read the disk.
 */
export const readRulesTexts = async (
  tree: Tree,
  rulesFile: string,
): Promise<{ readonly [path: string]: string } | null> => {
  const paths = new Set((await tree.list()).map(({ path }) => path));
  const texts = new Map<string, string>();
  const open = [rulesFile];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = texts.has(path) ? null : await tree.readText(path);
    if (text === null) continue;
    if (looksFurther(text, path) || texts.size === mostFiles) return null;
    texts.set(path, text);
    open.push(...namedFiles({ text, path, paths }));
  }
  for (const folder of foldersAbove(rulesFile)) {
    const manifest = join(folder, 'package.json');
    const text = await tree.readText(manifest);
    if (text !== null) texts.set(manifest, text);
  }
  return Object.fromEntries(texts);
};

/** Whether rules may depend on more than their own texts. In doubt they may. Pure. */
export const looksFurther = (text: string, path: string): boolean => {
  if (extendsUnknown(text)) return true;
  if (path.endsWith('.json')) return false;
  const { status, imports } = moduleFacts.read(text, path);
  const isUnknown = imports.some(({ specifier, isTypeOnly }) => !isTypeOnly && !harmless.test(specifier));
  return status !== 'parsed' || isUnknown || computed.test(text);
};

/** Whether rules extend something other than files of the tree and dependency-cruiser's own sets, by literal names. */
const extendsUnknown = (text: string): boolean =>
  [...text.matchAll(/\bextends['"]?\s*:\s*(\[[^\]]*\]|(['"`])[^'"`\n]*\2)?/gu)].some(([, value = 'computed']) => {
    const names = [...value.matchAll(/(['"`])([^'"`\n]*)\1/gu)].map((match) => match[2] ?? '');
    const rest = value.replace(/(['"`])[^'"`\n]*\1/gu, '');
    return !/^[[\],\s]*$/u.test(rest) || names.some((name) => !harmless.test(name));
  });

type Naming = { readonly text: string; readonly path: string; readonly paths: ReadonlySet<string> };

const namedFiles = ({ text, path, paths }: Naming): readonly string[] =>
  [...text.matchAll(quoted)].flatMap((match) => findFile(paths, join(dirname(path), match[2] ?? '')) ?? []);
