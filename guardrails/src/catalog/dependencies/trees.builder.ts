import { createHash } from 'node:crypto';
import type { Change, ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { Configuration } from '../../policy/configuration.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { createFacts } from '../../tree/facts.ts';
import type { Tree } from '../../tree/tree.ts';

/** Path → text. */
export type Texts = { readonly [path: string]: string };

/** The view of a tree that holds these texts. */
export const buildTree = (texts: Texts): Tree => {
  const entries = Object.entries(texts).map(([path, text]) => ({
    path,
    mode: '100644' as const,
    sha: createHash('sha1').update(text).digest('hex'),
  }));
  return {
    commit: null,
    sha: createHash('sha1').update(JSON.stringify(entries)).digest('hex'),
    list: () => Promise.resolve(entries),
    readText: (path) => Promise.resolve(Object.hasOwn(texts, path) ? (texts[path] ?? null) : null),
    checkout: () => Promise.reject(new Error('nothing here needs files on disk')),
  };
};

/** The change from one tree to the other: a changed file is one hunk. */
export const buildChange = (base: Texts, head: Texts): Change => ({
  base: 'base',
  head: 'head',
  files: [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .filter((path) => base[path] !== head[path])
    .map((path) => changedFile(path, { before: base[path], after: head[path] })),
});

const changedFile = (
  path: string,
  { before, after }: { before: string | undefined; after: string | undefined },
): ChangedFile => {
  const old = before?.split('\n') ?? [];
  const now = after?.split('\n') ?? [];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  const hunk = {
    ...{ baseStart: start + 1, baseCount: old.length - start, removed: old.slice(start) },
    ...{ headStart: start + 1, headCount: now.length - start, added: now.slice(start) },
  };
  return {
    status: before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified',
    path,
    baseMode: before === undefined ? '000000' : '100644',
    headMode: after === undefined ? '000000' : '100644',
    isBinary: false,
    hunks: [hunk],
  };
};

/** All that a guardrail sees of the change from one tree to the other. */
export const buildContext = (base: Texts, head: Texts, configuration: Partial<Configuration> = {}): CollectContext => ({
  base: buildTree(base),
  head: buildTree(head),
  change: buildChange(base, head),
  history: () => Promise.resolve({ steps: [], omitted: 0 }),
  policy: { configuration: { ...defaultConfiguration, ...configuration }, exemptions: [], brief: null },
  run: () => Promise.reject(new Error('nothing here runs a command')),
  exclusive: (work) => work(),
  facts: createFacts(),
  signal: new AbortController().signal,
});
