import { answer, callTool, say, type Reply, type Script } from '../../test/messages-api/index.ts';

/** One edit that a scripted agent makes: `oldText` stands in the file exactly once, or the file is written whole. */
export type Edit =
  | { readonly path: string; readonly oldText: string; readonly newText: string }
  | { readonly path: string; readonly content: string };

/** What a scripted agent does in one round. */
export type ScriptedRound = {
  /** The code that the last message must name; only then does the agent know what to repair. Absent in the first round. */
  readonly answers?: string;
  /** Said before it starts to edit. */
  readonly thought: string;
  readonly edits: readonly Edit[];
  /** Its claim at the end of the turn. */
  readonly claim: string;
};

/** The part of a scripted agent: data, so that a test can apply it to the repository as it stands. */
export type ScriptedTask = {
  readonly id: string;
  readonly first: ScriptedRound;
  readonly repairs: readonly ScriptedRound[];
  /** What it says when a message names nothing that it can repair. */
  readonly giveUp: string;
};

/**
 * Plays a scripted task as a model would answer: reads the files, edits them one by one, ends its turn. A function of
 * the conversation alone: a repair happens only if the message names its code.
 */
export const playTask =
  (task: ScriptedTask): Script =>
  (_request, { round, stepInRound, lastText }) => {
    const part =
      round === 0
        ? task.first
        : task.repairs.find(({ answers }) => answers !== undefined && lastText.includes(answers));
    return part === undefined ? say(task.giveUp) : playRound(part, stepInRound);
  };

const playRound = ({ thought, edits, claim }: ScriptedRound, step: number): Reply => {
  const toRead = [...new Set(edits.flatMap((edit) => ('oldText' in edit ? [edit.path] : [])))];
  const calls = [...(toRead.length === 0 ? [] : [readFiles(toRead, thought)]), ...edits.map(makeEdit)];
  return calls[step] ?? say(claim);
};

const readFiles = (paths: readonly string[], thought: string): Reply =>
  answer(
    { type: 'text', text: thought },
    ...paths.map((path) => ({ type: 'tool_use', name: 'read_file', input: { path } }) as const),
  );

const makeEdit = (edit: Edit): Reply =>
  'content' in edit
    ? callTool('write_file', { path: edit.path, content: edit.content })
    : callTool('edit_file', { path: edit.path, old_text: edit.oldText, new_text: edit.newText });
