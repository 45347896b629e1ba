import { parseMode } from '../change/parse-raw-diff.ts';
import type { BlobFiles } from './blob-files.ts';
import { checkoutTree } from './checkout.ts';
import { findInstalled, linkDependencies } from './dependencies.ts';
import type { Git } from './git.ts';
import { createBlobReader } from './read-blobs.ts';
import type { Checkout, Installed, Tree, TreeEntry } from './tree.ts';

/** Where a tree comes from. */
export type TreeSource = {
  /** Our own git over the repository's objects ({@link createScratchGit}). */
  readonly git: Git;
  /** Null for the working tree. */
  readonly commit: string | null;
  /** Hash of the tree object. */
  readonly tree: string;
  /** Absolute path of the folder that a checkout makes; absent or empty. */
  readonly checkoutRoot: string;
  /** Folder whose node_modules a checkout is linked to (the repository's root); null for none. */
  readonly dependencies: string | null;
  /** Shared files that a checkout is made of; then nobody may write to it. */
  readonly blobs?: BlobFiles;
};

/** Creates the view of one tree. It reads lazily, each thing once; whoever gave `checkoutRoot` removes it. */
export const createTree = ({ git, commit, tree, checkoutRoot, dependencies, blobs }: TreeSource): Tree => {
  const readBlob = createBlobReader(git);
  const list = once(() => listTree(git, tree));
  const byPath = once(async () => new Map((await list()).map((entry) => [entry.path, entry])));
  const checkout = once(async (): Promise<Checkout> => {
    await checkoutTree({ git, tree, dir: checkoutRoot, ...(blobs && { blobs }) });
    if (dependencies === null) return { dir: checkoutRoot, readOnly: [] };
    return { dir: checkoutRoot, ...(await linkDependencies({ from: dependencies, to: checkoutRoot })) };
  });
  const readText = async (path: string): Promise<string | null> => {
    const entry = (await byPath()).get(path);
    if (entry === undefined || !isRegularFile(entry)) return null;
    return (await readBlob(entry.sha))?.toString('utf8') ?? null;
  };
  const installed = once(async (): Promise<Installed | null> => {
    if (dependencies === null) return null;
    const manifests = (await list()).filter(({ path }) => /(?:^|\/)package\.json$/.test(path));
    return findInstalled(dependencies, ['', ...manifests.map(({ path }) => path.slice(0, -'/package.json'.length))]);
  });
  return { commit, sha: tree, list, readText, checkout, installed };
};

const isRegularFile = ({ mode }: TreeEntry): boolean => mode === '100644' || mode === '100755';

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
};

/** A tree is named by what is in it, so each is listed once, whichever guardrail asks first. */
const listTree = (git: Git, tree: string): Promise<readonly TreeEntry[]> => {
  const known = listings.get(git) ?? new Map<string, Promise<readonly TreeEntry[]>>();
  listings.set(git, known);
  const listing = known.get(tree) ?? runListTree(git, tree);
  known.set(tree, listing);
  return listing;
};

const listings = new WeakMap<Git, Map<string, Promise<readonly TreeEntry[]>>>();

const runListTree = async (git: Git, tree: string): Promise<readonly TreeEntry[]> => {
  const { stdout, exitCode, stderr } = await git.run(['ls-tree', '-r', '-z', '--full-tree', tree]);
  if (exitCode !== 0) throw new Error(`git ls-tree could not list ${tree}: ${stderr}`);
  return stdout.toString().split('\0').filter(Boolean).map(parseTreeLine);
};

/** Parses `<mode> <type> <sha> TAB <path>`. */
const parseTreeLine = (line: string): TreeEntry => {
  const tab = line.indexOf('\t');
  const [mode = '', , sha = ''] = line.slice(0, tab).split(' ');
  return { path: line.slice(tab + 1), mode: parseMode(mode), sha };
};
