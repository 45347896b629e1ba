import { matchGlobs } from '@interlock-dev/guardrails';
import type { TaskProblem } from './check-tasks.ts';
import type { Task } from './plan.ts';
import { predictConflicts, type Conflict } from './predict-conflicts.ts';
import type { RepositoryMap } from './repository-map.ts';

/**
 * Problems that only the repository shows: scopes that name nothing, commands that cannot run, tasks that would break each
 * other, hot files of two owners. For a plan whose tasks are sound by themselves ({@link checkTasks}). Pure.
 */
export const checkAgainstRepository = (tasks: readonly Task[], map: RepositoryMap): readonly TaskProblem[] => [
  ...findEmptyScopes(tasks, map),
  ...findUnknownScripts(tasks, map),
  ...findPredicted(tasks, map),
  ...findHotOwners(tasks, map),
];

/** A glob whose folder is not there is a slip; a new file in a folder that is there is a plan. */
const findEmptyScopes = (tasks: readonly Task[], { paths }: RepositoryMap): readonly TaskProblem[] =>
  tasks.flatMap((task, index) =>
    task.scope.write.flatMap((glob, place): readonly TaskProblem[] => {
      const folder = literalFolderOf(glob);
      if (folder === '' || paths.some((path) => path.startsWith(`${folder}/`)) || paths.some(matchGlobs([glob])))
        return [];
      const message = `\`${glob}\` matches no file, and there is no folder \`${folder}\`: mend the path, or leave it if the task is to make the folder`;
      return [{ level: 'warning', code: 'plan/scope-empty', message, path: ['tasks', index, 'scope', 'write', place] }];
    }),
  );

const literalFolderOf = (glob: string): string => {
  const parts = glob.split('/').slice(0, -1);
  const wild = parts.findIndex((part) => /[*?[{(!]/.test(part));
  return (wild === -1 ? parts : parts.slice(0, wild)).join('/');
};

/** `npm run x`, `npm test -w folder`, also with pnpm and yarn: a script that is not there fails whatever the agent does. */
const findUnknownScripts = (tasks: readonly Task[], map: RepositoryMap): readonly TaskProblem[] =>
  tasks.flatMap((task, index) =>
    task.acceptance.flatMap((command, place): readonly TaskProblem[] => {
      const message = explainScript(command, map);
      if (message === null) return [];
      return [{ level: 'error', code: 'plan/acceptance', message, path: ['tasks', index, 'acceptance', place] }];
    }),
  );

const explainScript = (command: string, { packages }: RepositoryMap): string | null => {
  // Anything beyond one plain call is the shell's affair.
  const words = command.trim().split(/\s+/);
  const [manager, verb, ...rest] = words;
  if (manager === undefined || !/^(?:npm|pnpm|yarn)$/.test(manager) || /[|&;<>$`]/.test(command)) return null;
  const script =
    verb === 'run' ? rest.find((word) => !word.startsWith('-')) : verb === 'test' || verb === 't' ? 'test' : undefined;
  if (script === undefined) return null;
  const at = words.findIndex((word) => /^(?:-w|--workspace|--filter|-F)(?:=|$)/.test(word));
  const wanted = at === -1 ? '' : (/=(.+)$/.exec(words[at] ?? '')?.[1] ?? words[at + 1] ?? '');
  const found = wanted === '' ? packages.get('') : findPackage(packages, wanted);
  if (found === undefined)
    return wanted === ''
      ? null
      : `\`${command}\` names the package \`${wanted}\`, and there is none of that name or folder`;
  if (found.scripts.has(script)) return null;
  const known = [...found.scripts].sort().join(', ') || 'none';
  return `\`${command}\` cannot run: package.json has no script \`${script}\` (there are: ${known})`;
};

const findPackage = (packages: RepositoryMap['packages'], wanted: string) =>
  packages.get(wanted.replace(/^\.\//, '').replace(/\/$/, '')) ??
  [...packages.values()].find(({ name }) => name === wanted);

const findPredicted = (tasks: readonly Task[], map: RepositoryMap): readonly TaskProblem[] =>
  predictConflicts(tasks, map).flatMap((conflict): readonly TaskProblem[] => {
    // Two writers of one file are an error of the plan itself.
    if (conflict.kind === 'writes-same') return [];
    const [writer, user] = conflict.tasks;
    const message = `${describeConflict(conflict)}: each may be right alone and both wrong together. Let one wait: \`dependsOn: [${writer}]\` in \`${user}\``;
    const index = tasks.findIndex(({ id }) => id === user);
    return [{ level: 'warning', code: 'plan/predicted-conflict', message, path: ['tasks', index, 'dependsOn'] }];
  });

/** One sentence on where two tasks meet. Pure. */
export const describeConflict = (conflict: Conflict): string => {
  const [one, other] = conflict.tasks;
  if (conflict.kind === 'writes-same') return `\`${one}\` and \`${other}\` may both write \`${conflict.file}\``;
  if (conflict.kind === 'names')
    return `\`${one}\` may write \`${conflict.file}\`, whose \`${conflict.name}\` the prompt of \`${other}\` names`;
  const more = conflict.more === 0 ? '' : `, and ${conflict.more} more`;
  return `\`${one}\` may write \`${conflict.file}\`, which \`${conflict.importer}\` of \`${other}\` imports (line ${conflict.line}${more})`;
};

/** Where every task writes the whole tree, nobody meant to own anything. */
const findHotOwners = (tasks: readonly Task[], { hotFiles }: RepositoryMap): readonly TaskProblem[] => {
  const writers = tasks.map(({ scope }) => ({ writes: matchGlobs(scope.write), forbids: matchGlobs(scope.forbid) }));
  return hotFiles.flatMap(({ path, kind }): readonly TaskProblem[] => {
    const owners = tasks.filter(
      (task, index) =>
        !task.scope.write.includes('**') && writers[index]?.writes(path) === true && !writers[index].forbids(path),
    );
    const last = owners.at(-1);
    if (owners.length < 2 || last === undefined) return [];
    const names = owners.map(({ id }) => `\`${id}\``).join(', ');
    const message = `${names} may all write the ${kind} \`${path}\`: let one task own it, and \`forbid\` it to the others`;
    const index = tasks.indexOf(last);
    return [{ level: 'warning', code: 'plan/hot-file', message, path: ['tasks', index, 'scope', 'write'] }];
  });
};
