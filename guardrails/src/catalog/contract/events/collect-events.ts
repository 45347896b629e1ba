import type { CollectContext } from '../../../guardrail.ts';
import { readOthers } from '../document/read-others.ts';
import { pairDocuments } from '../document-pairs.ts';
import type { Tree } from '../../../tree/tree.ts';
import type { Compatibility, EventText } from './compare-events.ts';

/** Two versions of the schema of an event; null is an absent side. */
export type EventPair = {
  /** Path at head; at base for a removed file. */
  readonly path: string;
  readonly compatibility: Compatibility;
  readonly base: EventText | null;
  readonly head: EventText | null;
};

/** What a change does to the events of a repository. */
export type Events = { readonly changed: readonly EventPair[] };

/**
 * Reads the JSON Schemas that `contracts.events` names and a change touches, with the files that they refer to. Null
 * where the configuration names none.
 */
export const collectEvents = async (context: CollectContext): Promise<Events | null> => {
  const rules = context.policy.configuration.contracts.events;
  if (rules.length === 0) return null;
  // Whatever a schema refers to is data of these kinds; nothing else can change what it says.
  if (!context.change.files.some(({ path, basePath = path }) => isData(path) || isData(basePath)))
    return { changed: [] };
  const [basePaths, headPaths] = await Promise.all([pathsOf(context.base), pathsOf(context.head)]);
  const pairs = rules.flatMap(({ files, compatibility }) =>
    pairDocuments({ globs: files, basePaths, headPaths, change: context.change }).map((pair) => ({
      ...pair,
      compatibility,
    })),
  );
  const read = await Promise.all(
    pairs.map(async ({ base, head, compatibility }): Promise<EventPair> => ({
      path: head ?? base ?? '',
      compatibility,
      base: await readSide(base, context.base),
      head: await readSide(head, context.head),
    })),
  );
  return { changed: read.filter(({ base, head }) => JSON.stringify(base) !== JSON.stringify(head)) };
};

const isData = (path: string): boolean => /\.(json|ya?ml)$/i.test(path);

const pathsOf = async (tree: Tree): Promise<readonly string[]> => {
  const entries = await tree.list();
  return entries.filter(({ mode }) => mode.startsWith('100')).map(({ path }) => path);
};

const readSide = async (path: string | null, tree: Tree): Promise<EventText | null> => {
  const text = path === null ? null : await tree.readText(path);
  if (path === null || text === null) return null;
  const others = await readOthers({ path, text }, (file) => tree.readText(file));
  return { path, text, ...(Object.keys(others).length === 0 ? {} : { others }) };
};
