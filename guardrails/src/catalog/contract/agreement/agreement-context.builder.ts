import { createHash } from 'node:crypto';
import type { CollectContext } from '../../../guardrail.ts';
import type { SandboxCommand, SandboxResult } from '../../../sandbox/sandbox.ts';
import { createFacts } from '../../../tree/facts.ts';
import type { Tree } from '../../../tree/tree.ts';

/** Path → text. */
export type Texts = { readonly [path: string]: string };

/** What a command prints in the tree of one side, or how it ends. */
export type Printing = (side: 'base' | 'head', command: string) => Partial<SandboxResult>;

/** What the agreement of files is asked of, for tests: two trees, and what commands print in them. */
export const buildAgreementContext = (
  texts: { readonly base: Texts; readonly head: Texts },
  prints: Printing = () => ({ stdout: '' }),
): Pick<CollectContext, 'base' | 'head' | 'change' | 'facts' | 'run' | 'signal'> => ({
  base: buildTree('base', texts.base),
  head: buildTree('head', texts.head),
  change: { base: 'base', head: 'head', files: changedFiles(texts) },
  facts: createFacts(),
  run: ({ argv, cwd }: SandboxCommand) =>
    Promise.resolve({
      exitCode: 0,
      stdout: '',
      stderr: '',
      truncated: false,
      stopped: null,
      durationMs: 1,
      ...prints(cwd === '/base' ? 'base' : 'head', argv.at(-1) ?? ''),
    }),
  signal: new AbortController().signal,
});

const buildTree = (side: 'base' | 'head', texts: Texts): Tree => ({
  commit: null,
  sha: side,
  list: () =>
    Promise.resolve(
      Object.entries(texts).map(([path, text]) => ({
        path,
        mode: '100644' as const,
        sha: createHash('sha1').update(text).digest('hex'),
      })),
    ),
  readText: (path) => Promise.resolve(texts[path] ?? null),
  checkout: () => Promise.resolve({ dir: `/${side}`, readOnly: [] }),
});

const changedFiles = ({
  base,
  head,
}: {
  readonly base: Texts;
  readonly head: Texts;
}): CollectContext['change']['files'] =>
  [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .filter((path) => base[path] !== head[path])
    .map((path) => ({
      status: base[path] === undefined ? 'added' : head[path] === undefined ? 'deleted' : 'modified',
      path,
      baseMode: base[path] === undefined ? '000000' : '100644',
      headMode: head[path] === undefined ? '000000' : '100644',
      isBinary: false,
      hunks: [],
    }));
