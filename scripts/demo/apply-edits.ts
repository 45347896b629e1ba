import type { Edit } from './scripted-task.ts';

/** Files by path as they are after edits. Throws when an anchor is not there exactly once, as `edit_file` would. Pure. */
export const applyEdits = (read: (path: string) => string, edits: readonly Edit[]): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const edit of edits) {
    if ('content' in edit) files.set(edit.path, edit.content);
    else files.set(edit.path, replaceOnce(files.get(edit.path) ?? read(edit.path), edit));
  }
  return files;
};

const replaceOnce = (text: string, { path, oldText, newText }: Extract<Edit, { oldText: string }>): string => {
  const places = text.split(oldText).length - 1;
  if (places !== 1) throw new Error(`The anchor stands ${places} times in ${path}: ${JSON.stringify(oldText)}`);
  return text.replace(oldText, () => newText);
};
