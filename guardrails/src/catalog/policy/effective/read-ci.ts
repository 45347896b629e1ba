import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import type { CiFacts, CiJob, CiPermission, CiStep, CiTrigger } from './ci-facts.ts';
import { kindsOf, parseCommands } from './commands.ts';

const longest = 500_000;

/** Reads a GitHub workflow, a composite action or a GitLab file; null where the text is none. Pure. */
export const readCi = (path: string, text: string): CiFacts | null => {
  if (text.length > longest) return null;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return null;
  const reader: Reader = { resolve: (node) => resolveAlias(node, document), lineOf: (node) => lineOf(node, lines) };
  return path.startsWith('.gitlab') ? readGitlab(reader, root) : readGithub(reader, root);
};

type Value = Node | null;
type Reader = { readonly resolve: (node: unknown) => Value; readonly lineOf: (node: unknown) => number };
type Field = { readonly name: string; readonly value: Value; readonly line: number };

const resolveAlias = (node: unknown, document: ReturnType<typeof parseDocument>): Value => {
  if (node === null || node === undefined) return null;
  const given = node as Node & { readonly resolve?: (document: unknown) => Node | undefined };
  return given.resolve === undefined ? given : (given.resolve(document) ?? null);
};

const lineOf = (node: unknown, lines: LineCounter): number => {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return lines.linePos(range?.[0] ?? 0).line || 1;
};

const fieldsOf = ({ resolve, lineOf: line }: Reader, node: Value): readonly Field[] =>
  isMap(node)
    ? node.items.map(({ key, value }) => ({
        name: isScalar(key) ? String(key.value) : '',
        ...{ value: resolve(value), line: line(key) },
      }))
    : [];

const field = (reader: Reader, node: Value, name: string): Field | null =>
  fieldsOf(reader, node).find((each) => each.name === name) ?? null;

const textOf = (node: Value | undefined): string | null => {
  const value: unknown = isScalar(node) ? node.value : null;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null;
};

/** GitLab joins lists in lists; one level is enough, and an alias of a list to itself has no end. */
const textsOf = ({ resolve }: Reader, node: Value | undefined): readonly string[] => {
  if (!isSeq(node)) return node === null || node === undefined ? [] : [textOf(node) ?? ''];
  return node.items.flatMap((item) => {
    const resolved = resolve(item);
    return isSeq(resolved) ? resolved.items.map((inner) => textOf(resolve(inner)) ?? '') : [textOf(resolved) ?? ''];
  });
};

const readGithub = (reader: Reader, root: YAMLMap): CiFacts => {
  // YAML 1.1 readers take the word `on` for true; this one keeps it.
  const triggers = field(reader, root, 'on') ?? field(reader, root, 'true');
  const jobs = fieldsOf(reader, field(reader, root, 'jobs')?.value ?? null);
  const runs = field(reader, root, 'runs');
  const permissions = [root, ...jobs.map(({ value }) => value)].flatMap((node) => {
    const found = field(reader, node, 'permissions');
    return found === null ? [] : [found];
  });
  return {
    triggers: readTriggers(reader, triggers),
    permissions: permissions.flatMap((each) => readPermissions(reader, each)),
    saysPermissions: permissions.length > 0,
    jobs: [
      ...jobs.map((job) => readJob(reader, job)),
      ...(runs === null ? [] : [readJob(reader, { ...runs, name: 'action' })]),
    ],
  };
};

const readTriggers = (reader: Reader, found: Field | null): readonly CiTrigger[] => {
  if (found === null) return [];
  const { value, line } = found;
  const events = isMap(value)
    ? fieldsOf(reader, value)
    : textsOf(reader, value).map((name): Field => ({ name, value: null, line }));
  return events.map((event) => ({
    event: event.name,
    line: event.line,
    branches: filterOf(reader, event, 'branches'),
    ignoredBranches: filterOf(reader, event, 'branches-ignore') ?? [],
    paths: filterOf(reader, event, 'paths'),
    ignoredPaths: filterOf(reader, event, 'paths-ignore') ?? [],
  }));
};

const filterOf = (reader: Reader, { value }: Field, name: string): readonly string[] | null => {
  const found = field(reader, value, name);
  return found === null ? null : textsOf(reader, found.value);
};

const readPermissions = (reader: Reader, { value, line }: Field): readonly CiPermission[] =>
  isMap(value)
    ? fieldsOf(reader, value).map((each) => ({ name: each.name, access: textOf(each.value) ?? '', line: each.line }))
    : [{ name: 'all', access: (textOf(value) ?? '').replace(/-all$/u, ''), line }];

const readJob = (reader: Reader, { name, value, line }: Field): CiJob => {
  const steps = field(reader, value, 'steps')?.value ?? null;
  const called = textOf(field(reader, value, 'uses')?.value);
  const step = (node: Value): CiStep => readStep(reader, node);
  return {
    ...{ id: name, line, mayFail: isTrue(reader, value, 'continue-on-error') },
    condition: textOf(field(reader, value, 'if')?.value),
    steps: [
      ...(isSeq(steps) ? steps.items.map((item) => step(reader.resolve(item))) : []),
      ...(called === null ? [] : [step(value)]),
    ],
  };
};

const isTrue = (reader: Reader, node: Value, name: string): boolean =>
  /^(?:true|\$\{\{ *true *\}\})$/u.test(textOf(field(reader, node, name)?.value) ?? '');

const readStep = (reader: Reader, node: Value): CiStep => {
  const text = (name: string): string | null => textOf(field(reader, node, name)?.value);
  const uses = text('uses');
  const run = text('run');
  const action = uses?.split('@')[0] ?? '';
  const named = field(reader, node, run === null ? 'uses' : 'run');
  return {
    ...{ name: text('name') ?? action, uses, line: named?.line ?? reader.lineOf(node) },
    commands:
      run === null
        ? kindsOf(action.replaceAll('/', ' ')).length === 0
          ? []
          : [{ text: action, kinds: kindsOf(action.replaceAll('/', ' ')), isSwallowed: false }]
        : parseCommands(run),
    mayFail: isTrue(reader, node, 'continue-on-error'),
    condition: text('if'),
  };
};

const notJobs = new Set([
  'stages',
  'variables',
  'default',
  'include',
  'workflow',
  'image',
  'services',
  'cache',
  'pages',
]);

const readGitlab = (reader: Reader, root: YAMLMap): CiFacts => ({
  ...{ triggers: [], permissions: [], saysPermissions: false },
  jobs: fieldsOf(reader, root)
    .filter(({ name, value }) => isMap(value) && !notJobs.has(name))
    .map(({ name, value, line }): CiJob => {
      const script = field(reader, value, 'script');
      const when = textOf(field(reader, value, 'when')?.value);
      return {
        ...{ id: name, line: script?.line ?? line, mayFail: isTrue(reader, value, 'allow_failure') },
        condition: when === 'never' ? 'false' : when === 'manual' ? 'only by hand' : null,
        steps: textsOf(reader, script?.value).map((text): CiStep => ({
          ...{ name: '', uses: null, commands: parseCommands(text), line: script?.line ?? line },
          ...{ mayFail: false, condition: null },
        })),
      };
    }),
});
