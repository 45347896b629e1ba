import { matchGlobs } from '@interlock-dev/guardrails';
import { findAncestors } from './dependency-graph.ts';
import type { Task } from './plan.ts';
import type { RepositoryMap } from './repository-map.ts';
import { canOverlap } from './scope-overlap.ts';

/** Where two tasks are likely to meet though each is right alone. */
export type Conflict =
  /** Both may write the file: a conflict of text. */
  | { readonly kind: 'writes-same'; readonly tasks: readonly [string, string]; readonly file: string }
  /** The second task's file uses what the first may change: right alone, broken together. */
  | {
      readonly kind: 'imports';
      readonly tasks: readonly [string, string];
      /** A file that the first task may write. */
      readonly file: string;
      /** The file of the second task that imports it. */
      readonly importer: string;
      readonly line: number;
      /** How many more such imports there are. */
      readonly more: number;
    }
  /** The second task is told to use a name that the first may change: no import says so yet. */
  | {
      readonly kind: 'names';
      readonly tasks: readonly [string, string];
      readonly file: string;
      readonly name: string;
    };

/**
 * Predicts which tasks without an order would break each other: they may write the same file, or one may write what a
 * file in the other's scope imports, directly or through modules that only pass it on, or what the other's prompt names. Pure. Errs towards a conflict: it
 * knows what a task may write, not what it will.
 */
export const predictConflicts = (tasks: readonly Task[], map: RepositoryMap): readonly Conflict[] => {
  const ancestors = findAncestors(tasks);
  const isOrdered = (one: Task, other: Task): boolean =>
    ancestors.get(one.id)?.has(other.id) === true || ancestors.get(other.id)?.has(one.id) === true;
  const files = new Map(tasks.map((task) => [task.id, filesOf(task, map)]));
  return tasks.flatMap((task, index) =>
    tasks
      .slice(0, index)
      .flatMap((earlier) => (isOrdered(task, earlier) ? [] : meet({ tasks: [earlier, task], files, map }))),
  );
};

/** Why two tasks of any order should not run side by side; null for no reason that is known. Pure. */
export const explainOrder = (one: Task, other: Task, map: RepositoryMap): Conflict | null => {
  const files = new Map([one, other].map((task) => [task.id, filesOf(task, map)]));
  return meet({ tasks: [one, other], files, map })[0] ?? null;
};

/** The files of the commit that a task may write. Pure. */
export const filesOf = ({ scope }: Task, { paths }: RepositoryMap): ReadonlySet<string> => {
  const [isWritable, isForbidden] = [matchGlobs(scope.write), matchGlobs(scope.forbid)];
  return new Set(paths.filter((path) => isWritable(path) && !isForbidden(path)));
};

type Meeting = {
  readonly tasks: readonly [Task, Task];
  readonly files: ReadonlyMap<string, ReadonlySet<string>>;
  readonly map: RepositoryMap;
};

const meet = ({ tasks: [one, other], files, map }: Meeting): readonly Conflict[] => {
  const overlap = canOverlap(one.scope, other.scope);
  if (overlap !== null) return [{ kind: 'writes-same', tasks: [one.id, other.id], file: overlap }];
  const [ofOne, ofOther] = [files.get(one.id) ?? new Set<string>(), files.get(other.id) ?? new Set<string>()];
  return [
    { writer: one, user: other, written: ofOne, users: ofOther, map },
    { writer: other, user: one, written: ofOther, users: ofOne, map },
  ].flatMap((use) => useOf(use) ?? namedBy(use) ?? []);
};

type Use = {
  readonly writer: Task;
  readonly user: Task;
  readonly written: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
  readonly map: RepositoryMap;
};

const useOf = ({ writer, user, written, users, map }: Use): Conflict | null => {
  const found = [...users].flatMap((importer) =>
    importsThrough(importer, map).flatMap(({ to, line }) => (written.has(to) ? [{ file: to, importer, line }] : [])),
  );
  const [first] = found;
  if (first === undefined) return null;
  return { kind: 'imports', tasks: [writer.id, user.id], ...first, more: found.length - 1 };
};

/** Only names that are no words of prose: with a capital, a digit or a `_` inside, or between backticks. */
const namedBy = ({ writer, user, written, map }: Use): Conflict | null => {
  const named = new Set([
    ...Array.from(user.prompt.matchAll(/`([\w$]+)(?:\(\))?`/g), ([, name = '']) => name),
    ...Array.from(user.prompt.matchAll(/\b[a-zA-Z]\w*(?:[a-z0-9][A-Z]|_)\w*/g), ([name]) => name),
  ]);
  if (named.size === 0) return null;
  for (const file of written) {
    const name = map.exportsOf(file).find((each) => named.has(each));
    if (name !== undefined) return { kind: 'names', tasks: [writer.id, user.id], file, name };
  }
  return null;
};

/** What a file imports, and what those pass on: a change behind a barrel breaks whoever imports the barrel. */
const importsThrough = (
  file: string,
  map: RepositoryMap,
): readonly { readonly to: string; readonly line: number }[] => {
  const seen = new Set<string>();
  const pending = map.importsOf(file).map(({ to, line }) => ({ to, line }));
  const found: { to: string; line: number }[] = [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.to)) continue;
    seen.add(next.to);
    found.push(next);
    const { line } = next;
    pending.push(...map.importsOf(next.to).flatMap(({ to, isReExport }) => (isReExport ? [{ to, line }] : [])));
  }
  return found;
};
