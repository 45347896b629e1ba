import { createHash } from 'node:crypto';
import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext, Finding } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { createFacts } from '../../tree/facts.ts';
import type { Tree } from '../../tree/tree.ts';
import { testIntegrity } from './test-integrity.ts';

/** Path → text. */
export type Files = { readonly [path: string]: string };

/** What a test says of a change: its two sides, and the word of a brief about tests where there is one. */
export type BuiltChange = {
  readonly base: Files;
  /** What head has otherwise; null for a deleted file. */
  readonly head: { readonly [path: string]: string | null };
  readonly tests?: BriefTerms['tests'];
  /** New path → old path. */
  readonly renames?: { readonly [path: string]: string };
};

/** Checks a change that is only in memory, and gives its findings. */
export const checkChange = async ({ base, head, tests, renames = {} }: BuiltChange): Promise<readonly Finding[]> => {
  const after = withoutNulls({
    ...base,
    ...Object.fromEntries(Object.values(renames).map((path) => [path, null])),
    ...head,
  });
  const paths = [...new Set([...Object.keys(base), ...Object.keys(after)])].filter(
    (path) => base[path] !== after[path],
  );
  const old = new Set(Object.values(renames));
  const files = paths
    .filter((path) => !old.has(path))
    .map((path) => changedFile(path, { base, after, from: renames[path] }));
  const collected = await testIntegrity.collect({
    base: treeOf(base),
    head: treeOf(after),
    change: { base: '0'.repeat(40), head: '1'.repeat(40), files },
    facts: createFacts(),
    signal: new AbortController().signal,
  } as unknown as CollectContext);
  if ('cannotCheck' in collected) throw new Error(collected.cannotCheck);
  const evidence = JSON.parse(JSON.stringify(collected.evidence)) as typeof collected.evidence;
  return testIntegrity.assess(evidence, {
    configuration: defaultConfiguration,
    exemptions: [],
    brief: tests === undefined ? null : briefOf(tests),
  });
};

/** The findings as lines: level, code without the guardrail, file, line; notes left out. */
export const judged = async (change: BuiltChange): Promise<readonly string[]> =>
  (await checkChange(change))
    .filter(({ level }) => level !== 'note')
    .map(({ level, code, file, line }) => `${level} ${code.replace('test-integrity/', '')} ${file ?? ''}:${line ?? 0}`);

const briefOf = (tests: BriefTerms['tests']): BriefTerms => ({
  task: 'a-task',
  scope: { write: ['**'], forbid: [] },
  api: 'unchanged',
  tests,
  behaviour: 'unchanged',
  diffLines: null,
});

const withoutNulls = (files: { readonly [path: string]: string | null }): Files =>
  Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null));

const treeOf = (files: Files): Tree => ({
  commit: null,
  sha: '',
  list: () =>
    Promise.resolve(
      Object.entries(files).map(([path, text]) => ({
        path,
        mode: '100644',
        sha: createHash('sha1').update(text).digest('hex'),
      })),
    ),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.reject(new Error('a change in memory has no checkout')),
});

type Sides = { readonly base: Files; readonly after: Files; readonly from: string | undefined };

/** All lines of one side for all of the other: a diff, if not the shortest. */
const changedFile = (path: string, { base, after, from }: Sides): ChangedFile => {
  const [before, now] = [base[from ?? path], after[path]];
  const status =
    from !== undefined ? 'renamed' : before === undefined ? 'added' : now === undefined ? 'deleted' : 'modified';
  const [removed, added] = [before?.split('\n') ?? [], now?.split('\n') ?? []];
  return {
    status,
    path,
    ...(from === undefined ? {} : { basePath: from }),
    baseMode: before === undefined ? '000000' : '100644',
    headMode: now === undefined ? '000000' : '100644',
    isBinary: false,
    hunks: [{ baseStart: 1, baseCount: removed.length, headStart: 1, headCount: added.length, removed, added }],
  };
};
