import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/schema';
import { parse } from 'yaml';
import { ConfigurationError } from '../errors.ts';
import { apiTerms, briefTerms, testTerms, type BriefTerms } from './brief-terms.ts';
import { explainInvalid } from './explain-invalid.ts';
import { nearestName } from './nearest-name.ts';

/** The task of a plan that a change is judged by. */
export type BriefSource = {
  /** Text of the plan, YAML. */
  readonly text: string;
  /** How messages call it. */
  readonly file: string;
  /** The task's id. */
  readonly task: string;
  /** Files that only a person changes: forbidden where the task does not name its writes itself. Default none. */
  readonly protectedGlobs?: readonly string[];
};

const closed = { additionalProperties: false } as const;
const globs = Type.Array(Type.String({ minLength: 1 }));

/** The fields of a task that guardrails judge by; a plan has more, and their shape is the plan's own matter. */
const taskTerms = Type.Object(
  {
    id: Type.String(),
    scope: Type.Optional(Type.Object({ write: Type.Optional(globs), forbid: Type.Optional(globs) }, closed)),
    api: Type.Optional(apiTerms),
    tests: Type.Optional(testTerms),
    behaviour: Type.Optional(briefTerms.properties.behaviour),
    budget: Type.Optional(Type.Object({ diffLines: Type.Optional(briefTerms.properties.diffLines) })),
    title: Type.Optional(Type.Unknown()),
    prompt: Type.Optional(Type.Unknown()),
    dependsOn: Type.Optional(Type.Unknown()),
    acceptance: Type.Optional(Type.Unknown()),
  },
  closed,
);

const validator = Compile(taskTerms);

/**
 * Reads the terms of one task from a plan: `interlock check --task FILE#ID`. What the task does not say has its
 * default: it may write everything but protected files, change no contract, and add tests. Pure.
 * @throws ConfigurationError broken YAML (with line and column), no such task (with those that there are), a wrong field
 */
export const parseBriefTerms = (source: BriefSource): BriefTerms => normaliseTerms(findTask(source), source);

const normaliseTerms = (task: Static<typeof taskTerms>, { protectedGlobs = [] }: BriefSource): BriefTerms => ({
  task: task.id,
  scope: {
    write: task.scope?.write ?? ['**'],
    forbid: [...(task.scope?.forbid ?? []), ...(task.scope?.write === undefined ? protectedGlobs : [])],
  },
  api: task.api ?? 'unchanged',
  tests: task.tests ?? 'add',
  behaviour: task.behaviour ?? 'unchanged',
  diffLines: task.budget?.diffLines ?? null,
});

const findTask = (source: BriefSource): Static<typeof taskTerms> => {
  const { file, task } = source;
  const tasks = readTasks(source);
  const found = tasks.find((candidate) => hasId(candidate) && candidate.id === task);
  if (found === undefined)
    throw noSuchTask(
      source,
      tasks.filter(hasId).map(({ id }) => String(id)),
    );
  const problem = explainInvalid(taskTerms, found);
  if (problem !== null || !validator.Check(found))
    throw new ConfigurationError(`${file}, task "${task}": ${problem ?? 'not valid'}`);
  return found;
};

const readTasks = ({ text, file }: BriefSource): readonly unknown[] => {
  const plan = parseYaml(text, file);
  if (typeof plan === 'object' && plan !== null && 'tasks' in plan && Array.isArray(plan.tasks)) return plan.tasks;
  throw new ConfigurationError(`${file} has no list of \`tasks\`: give the file of a plan, as in --task plan.yaml#id.`);
};

const parseYaml = (text: string, file: string): unknown => {
  try {
    return parse(text, { prettyErrors: true, maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    const [fault] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new ConfigurationError(`${file} is not YAML: ${fault ?? 'it cannot be parsed'}`, { cause });
  }
};

const hasId = (task: unknown): task is { readonly id: unknown } =>
  typeof task === 'object' && task !== null && 'id' in task;

const noSuchTask = ({ file, task }: BriefSource, ids: readonly string[]): ConfigurationError => {
  const nearest = nearestName(task, ids);
  return new ConfigurationError(
    `${file} has no task "${task}"${nearest === null ? '' : `, did you mean "${nearest}"`}? (It has: ${ids.join(', ') || 'none'}.)`,
  );
};
