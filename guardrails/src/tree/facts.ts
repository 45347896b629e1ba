import type { Tree } from './tree.ts';

/** Reads facts from one file's text: a pure function, so that its answer can be remembered by the file's content. */
export type FactReader<Fact> = {
  /** Names the facts in the memory. */
  readonly id: string;
  /** Raise it whenever `read` would answer differently. */
  readonly version: number;
  /** Must depend on the text and the extension of the path alone, answer with JSON, and not throw. */
  readonly read: (text: string, path: string) => Fact;
};

/**
 * Facts of many files of a tree: path → fact. A path that is no regular file is absent. Each content is read once,
 * in this check and in later ones, here and in other workspaces.
 */
export type Facts = <Fact>(
  reader: FactReader<Fact>,
  tree: Tree,
  paths: readonly string[],
) => Promise<ReadonlyMap<string, Fact>>;

/** Where facts are remembered: JSON texts by key. */
export type FactMemory = {
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly write: (entries: ReadonlyMap<string, string>) => Promise<void>;
};

/** Remembers facts for as long as this process lives. */
export const createProcessMemory = (): FactMemory => {
  const known = new Map<string, string>();
  return {
    read: (keys) =>
      Promise.resolve(
        new Map(
          keys.flatMap((key) => {
            const fact = known.get(key);
            return fact === undefined ? [] : [[key, fact] as const];
          }),
        ),
      ),
    write: (entries) => {
      for (const [key, fact] of entries) known.set(key, fact);
      return Promise.resolve();
    },
  };
};

/** Creates the reader of facts that a check shares among its guardrails. */
export const createFacts =
  (memory: FactMemory = createProcessMemory()): Facts =>
  async (reader, tree, paths) => {
    type Fact = ReturnType<typeof reader.read>;
    const wanted = new Set(paths);
    const entries = (await tree.list()).filter(({ path, mode }) => wanted.has(path) && mode.startsWith('100'));
    const keyOf = ({ path, sha }: { readonly path: string; readonly sha: string }): string =>
      `${reader.id}@${reader.version}:${extensionOf(path)}:${sha}`;
    const known = await memory.read([...new Set(entries.map(keyOf))]);
    const fresh = new Map<string, string>();
    const found = await Promise.all(
      entries.map(async (entry): Promise<readonly (readonly [string, Fact])[]> => {
        const key = keyOf(entry);
        const remembered = known.get(key) ?? fresh.get(key);
        if (remembered !== undefined) return [[entry.path, JSON.parse(remembered) as Fact]];
        const text = await tree.readText(entry.path);
        if (text === null) return [];
        const fact = reader.read(text, entry.path);
        fresh.set(key, JSON.stringify(fact));
        return [[entry.path, fact]];
      }),
    );
    if (fresh.size > 0) await memory.write(fresh);
    return new Map(found.flat());
  };

const extensionOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? '';
