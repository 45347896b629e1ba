import type { CollectContext } from '../../guardrail.ts';
import type { Facts } from '../../tree/facts.ts';
import type { Tree } from '../../tree/tree.ts';
import { pairDocuments } from './document-pairs.ts';
import type { PathPair } from './document-pairs.ts';
import { referenceReader } from './document/external-references.ts';
import { referenceTarget } from './document/reference-target.ts';
import { maximumFiles, maximumTextLength } from './document/reading-limits.ts';
import type { DocumentPair } from './openapi/compare-documents.ts';

/** The OpenAPI documents of both trees. Only what changed, itself or in a file that it refers to, is kept with its text. */
export type Documents = {
  readonly changed: readonly DocumentPair[];
  readonly unchanged: readonly string[];
  /** What matched and could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
};

/** Reads the documents that a change touches, with the files beside them. */
export const collectDocuments = async ({ base, head, change, policy, facts }: CollectContext): Promise<Documents> => {
  const [baseSide, headSide] = await Promise.all([openSide(base, facts), openSide(head, facts)]);
  const pairs = pairDocuments({
    globs: policy.configuration.contracts.openapi,
    basePaths: baseSide.paths,
    headPaths: headSide.paths,
    change,
  });
  const read = await Promise.all(pairs.map((pair) => readPair(pair, baseSide, headSide)));
  return {
    changed: read.flatMap((found) => ('pair' in found ? [found.pair] : [])),
    unchanged: read.flatMap((found) => ('unchanged' in found ? [found.unchanged] : [])),
    unread: read.flatMap((found) => ('why' in found ? [found] : [])),
  };
};

type Side = {
  readonly tree: Tree;
  readonly facts: Facts;
  readonly paths: readonly string[];
  /** Of regular files. */
  readonly shas: ReadonlyMap<string, string>;
};

const openSide = async (tree: Tree, facts: Facts): Promise<Side> => {
  const entries = await tree.list();
  return {
    tree,
    facts,
    paths: entries.map(({ path }) => path),
    shas: new Map(entries.filter(({ mode }) => mode.startsWith('100')).map(({ path, sha }) => [path, sha])),
  };
};

type ReadPair =
  { readonly pair: DocumentPair } | { readonly unchanged: string } | { readonly path: string; readonly why: string };

const readPair = async (pair: PathPair, base: Side, head: Side): Promise<ReadPair> => {
  const path = pair.head ?? pair.base ?? '';
  const isLink = pair.head !== null && head.shas.get(pair.head) === undefined;
  if (isLink) return { path, why: 'it is a symbolic link or a submodule, which is not followed' };
  const [before, now] = await Promise.all([filesOf(pair.base, base), filesOf(pair.head, head)]);
  const moved = pair.base !== null && pair.head !== null && pair.base !== pair.head;
  if (!moved && isSame([before, now], base, head)) return { unchanged: path };
  const [baseText, headText] = await Promise.all([
    pair.base === null ? null : base.tree.readText(pair.base),
    pair.head === null ? null : head.tree.readText(pair.head),
  ]);
  const beside = await readBeside(withoutFirst(before, pair.base), withoutFirst(now, pair.head), { base, head });
  return {
    pair: {
      path,
      ...(moved ? { basePath: pair.base } : {}),
      base: baseText,
      head: headText,
      ...(beside === null ? {} : { beside }),
    },
  };
};

/** The document and the files that it refers to, directly or not; none of another server or out of the tree. */
const filesOf = async (path: string | null, { tree, facts, shas }: Side): Promise<ReadonlySet<string>> => {
  const files = new Set(path === null ? [] : [path]);
  let pending = [...files];
  while (pending.length > 0 && files.size < maximumFiles) {
    const references = await facts(referenceReader, tree, pending);
    pending = [...references].flatMap(([file, addresses]) =>
      addresses.flatMap((address) => {
        const target = referenceTarget(address, file);
        if ('reason' in target || files.has(target.file) || !shas.has(target.file)) return [];
        files.add(target.file);
        return [target.file];
      }),
    );
  }
  return files;
};

const isSame = ([before, now]: readonly [ReadonlySet<string>, ReadonlySet<string>], base: Side, head: Side): boolean =>
  before.size === now.size && [...now].every((file) => before.has(file) && base.shas.get(file) === head.shas.get(file));

const withoutFirst = (files: ReadonlySet<string>, path: string | null): readonly string[] =>
  [...files].filter((file) => file !== path);

type Sides = { readonly base: Side; readonly head: Side };

const readBeside = async (
  before: readonly string[],
  now: readonly string[],
  { base, head }: Sides,
): Promise<Required<DocumentPair>['beside'] | null> => {
  if (before.length === 0 && now.length === 0) return null;
  const isShared = (file: string) => base.shas.get(file) === head.shas.get(file) && before.includes(file);
  const both = now.filter(isShared);
  return {
    both: await readTexts(both, head.tree),
    base: await readTexts(without(before, both), base.tree),
    head: await readTexts(without(now, both), head.tree),
  };
};

const without = (files: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others);
  return files.filter((file) => !known.has(file));
};

const readTexts = async (files: readonly string[], tree: Tree): Promise<Readonly<Record<string, string>>> => {
  const texts = await Promise.all(files.map(async (file) => [file, await tree.readText(file)] as const));
  let size = 0;
  return Object.fromEntries(
    texts.flatMap(([file, text]) => {
      size += text?.length ?? 0;
      return text === null || size > maximumTextLength ? [] : [[file, text] as const];
    }),
  );
};
