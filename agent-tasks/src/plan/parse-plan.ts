import { Errors } from 'typebox/value';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { checkAgainstRepository } from './check-repository.ts';
import { checkTasks, type PlanPath } from './check-tasks.ts';
import { normaliseTask } from './normalise-task.ts';
import { planDocument, type PlanDocument } from './plan-document.ts';
import type { Plan, PlanProblem } from './plan.ts';
import type { RepositoryMap } from './repository-map.ts';

/** A plan, or why there is none. `problems` may hold warnings beside a plan. */
export type ParsedPlan = { readonly plan: Plan | null; readonly problems: readonly PlanProblem[] };

/**
 * Turns the text of a plan into a plan or problems with line and column. Pure; never throws on bad input.
 * @param map the repository to hold the plan against; null to look at the plan alone
 */
export const parsePlan = (
  text: string,
  protectedGlobs: readonly string[] = [],
  map: RepositoryMap | null = null,
): ParsedPlan => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return { plan: null, problems: document.errors.map((error) => syntaxProblem(error, lineCounter)) };
  }
  const value = toValue(document);
  if ('reason' in value) return { plan: null, problems: [startOfFile(value.reason)] };
  const locate = createLocate(document, lineCounter);
  const schemaProblems = findSchemaProblems(value.json, locate);
  if (schemaProblems.length > 0) return { plan: null, problems: schemaProblems };
  const parsed = value.json as PlanDocument;
  const plan = normalisePlan(parsed, protectedGlobs);
  const own = checkTasks(plan.tasks);
  const found = own.length > 0 || map === null ? own : checkAgainstRepository(plan.tasks, map);
  const problems = found.map(({ path, ...problem }) => ({ ...problem, ...locate(path) }));
  return { plan: problems.some(({ level }) => level === 'error') ? null : plan, problems };
};

type Position = { readonly line: number; readonly column: number };
/** The place of a value; of the key before it, where the key is what is wrong. */
type Locate = (path: PlanPath, part?: 'key' | 'value') => Position;

const normalisePlan = (document: PlanDocument, protectedGlobs: readonly string[]): Plan => ({
  version: 1,
  goal: document.goal?.trim() ?? '',
  base: document.base ?? null,
  tasks: document.tasks.map((task) => normaliseTask(task, protectedGlobs)),
});

/** `toJS` throws on alias bombs: a limit of the library that we keep. */
const toValue = (document: Document): { json: unknown } | { reason: string } => {
  try {
    return { json: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'The YAML cannot be expanded' };
  }
};

const syntaxProblem = (error: { message: string; pos: readonly [number, number] }, lines: LineCounter): PlanProblem => {
  const { line, col } = lines.linePos(error.pos[0]);
  return { level: 'error', code: 'plan/yaml', message: error.message, line, column: col };
};

const startOfFile = (message: string): PlanProblem => ({
  level: 'error',
  code: 'plan/yaml',
  message,
  line: 1,
  column: 1,
});

/** Position of the node at a path; of the nearest ancestor that exists when the path does not. */
const createLocate =
  (document: Document, lines: LineCounter): Locate =>
  (path, part = 'value') => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = part === 'key' && length === path.length ? keyAt(document, path) : nodeAt(document, path, length);
      const range = (node as { range?: readonly [number, number, number] } | null | undefined)?.range;
      if (range) {
        const { line, col } = lines.linePos(range[0]);
        return { line, column: col };
      }
    }
    return { line: 1, column: 1 };
  };

const nodeAt = (document: Document, path: PlanPath, length: number): unknown =>
  length === 0 ? document.contents : document.getIn(path.slice(0, length), true);

const keyAt = (document: Document, path: PlanPath): unknown => {
  const map = nodeAt(document, path, path.length - 1);
  return isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key : null;
};

const findSchemaProblems = (json: unknown, locate: Locate): PlanProblem[] =>
  Errors(planDocument, json)
    .filter(({ keyword }) => keyword !== 'boolean')
    .map((error) => {
      const path = error.instancePath
        .split('/')
        .slice(1)
        .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const unknownKey = unknownKeyOf(error);
      return {
        level: 'error',
        code: 'plan/schema',
        message: schemaMessage(path, error, unknownKey),
        ...(unknownKey === null ? locate(path) : locate([...path, unknownKey], 'key')),
      };
    });

type SchemaError = ReturnType<typeof Errors>[number];

const unknownKeyOf = (error: SchemaError): string | null =>
  error.keyword === 'additionalProperties' ? (error.params.additionalProperties[0] ?? null) : null;

const schemaMessage = (path: PlanPath, error: SchemaError, unknownKey: string | null): string => {
  const where = path.length === 0 ? 'The plan' : `\`${path.join('.')}\``;
  if (unknownKey !== null) return `${where} has no option \`${unknownKey}\`: remove it or mend its spelling`;
  if (error.keyword === 'required') {
    return `${where} lacks ${error.params.requiredProperties.map((key) => `\`${key}\``).join(', ')}`;
  }
  if (error.keyword === 'enum') {
    return `${where} must be one of ${error.params.allowedValues.join(', ')}`;
  }
  if (path.at(-1) === 'id' && error.keyword === 'pattern') {
    return `${where} must be lower-case letters, digits and hyphens (it names a branch and a folder)`;
  }
  return `${where} ${error.message}`;
};
