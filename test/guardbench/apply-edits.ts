import type { Edit, Files, GuardbenchCase } from './guardbench-case.ts';

/** One file of a commit, as git stores it. */
export type StoredFile = { readonly mode: '100644' | '100755' | '120000'; readonly content: Buffer };

/** Path → file. */
export type StoredFiles = ReadonlyMap<string, StoredFile>;

/** The two commits of a case. Base has its configuration as a file. Pure. */
export const sidesOf = (one: GuardbenchCase): { readonly base: StoredFiles; readonly head: StoredFiles } => {
  const base = new Map(Object.entries(withConfiguration(one)).map(([path, text]) => [path, plain(text)] as const));
  return { base, head: applyEdits(base, one) };
};

const withConfiguration = ({ base, configuration }: GuardbenchCase): Files =>
  configuration === undefined
    ? base
    : { ...base, 'interlock.config.json': `${JSON.stringify(configuration, null, 2)}\n` };

const plain = (text: string): StoredFile => ({ mode: '100644', content: Buffer.from(text) });

const applyEdits = (base: StoredFiles, { name, change }: GuardbenchCase): StoredFiles => {
  const edits = Object.entries(change);
  const gone = edits.flatMap(([path, edit]) => (edit === null ? [path] : isMove(edit) ? [edit.movedFrom] : []));
  for (const path of gone)
    if (!base.has(path)) throw new Error(`"${name}" takes ${path} away, and its base has no such file.`);
  const head = new Map([...base].filter(([path]) => !gone.includes(path)));
  for (const [path, edit] of edits) if (edit !== null) head.set(path, toStored(edit, { path, base }));
  return head;
};

const toStored = (
  edit: Exclude<Edit, null>,
  { path, base }: { readonly path: string; readonly base: StoredFiles },
): StoredFile => {
  // A text edit keeps the mode that the file has.
  if (typeof edit === 'string') return { mode: base.get(path)?.mode ?? '100644', content: Buffer.from(edit) };
  if ('linkTo' in edit) return { mode: '120000', content: Buffer.from(edit.linkTo) };
  if ('bytes' in edit) return { mode: '100644', content: Buffer.from(edit.bytes) };
  if ('mode' in edit) return { mode: edit.mode, content: Buffer.from(edit.text) };
  const before = base.get(edit.movedFrom);
  return {
    mode: before?.mode ?? '100644',
    content: edit.text === undefined ? (before?.content ?? Buffer.alloc(0)) : Buffer.from(edit.text),
  };
};

const isMove = (edit: Edit): edit is Extract<Edit, { readonly movedFrom: string }> =>
  typeof edit === 'object' && edit !== null && 'movedFrom' in edit;
