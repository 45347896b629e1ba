import { stripVTControlCharacters } from 'node:util';
import type { TestResult, TestStatus } from './tests-evidence.ts';

/** A problem with what a runner wrote. */
export type ReportProblem = { readonly reason: string };

type JestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status?: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
      readonly location?: { readonly line: number } | null;
    }[];
  }[];
};

/**
 * Reads the JSON that Vitest and Jest write (`--reporter=json`, `--json`) into tests. Pure.
 * @param root absolute folder of the tree that ran: taken off all paths
 */
export const parseJestReport = (text: string, root: string): readonly TestResult[] | ReportProblem => {
  const report = parseJson(text);
  if (!isJestReport(report)) return { reason: 'the runner wrote no report of tests' };
  return report.testResults.flatMap(({ name, status, message, assertionResults }): readonly TestResult[] => {
    const file = relativeTo(root, name);
    const tests = assertionResults.map((test) =>
      toResult({
        file,
        name: test.fullName.trim(),
        status: statuses.get(test.status) ?? 'skipped',
        message: test.failureMessages?.join('\n') ?? '',
        line: test.location?.line,
        root,
      }),
    );
    const isBroken = status === 'failed' && !tests.some((test) => test.status === 'failed');
    if (!isBroken) return tests;
    return [...tests, toResult({ file, name: '', status: 'failed', message: message ?? '', line: undefined, root })];
  });
};

/** Reads the lines that our reporter for `node --test` writes. Pure. */
export const parseNodeReport = (text: string, root: string): readonly TestResult[] | ReportProblem => {
  const tests: TestResult[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const event = parseJson(line);
    if (!isNodeResult(event)) return { reason: 'the runner wrote a line that is no result of a test' };
    const file = relativeTo(root, event.file);
    // A file that cannot be loaded is reported as a test by the name of the file.
    const name =
      relativeTo(root, event.name) === file || file.endsWith(event.name.replace(/^\.\//, '')) ? '' : event.name;
    tests.push(toResult({ ...event, file, name, root }));
  }
  return tests;
};

type RawResult = {
  readonly file: string;
  readonly name: string;
  readonly status: TestStatus;
  readonly message: string;
  readonly line?: number | undefined;
};

const statuses: ReadonlyMap<string, TestStatus> = new Map([
  ['passed', 'passed'],
  ['failed', 'failed'],
]);

const toResult = ({ root, ...raw }: RawResult & { readonly root: string }): TestResult => {
  const { file, name, status } = raw;
  const plain = stripVTControlCharacters(raw.message).replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, '');
  const line = lineInStack(plain, file) ?? raw.line;
  return {
    file,
    name,
    status,
    ...(status === 'failed' ? { message: firstLines(plain) } : {}),
    ...(line === undefined ? {} : { line }),
  };
};

/** The first frame in the test file: the assertion that failed. */
const lineInStack = (message: string, file: string): number | undefined => {
  const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`(?:^|[\\s(])${escaped}:(\\d+):\\d+`).exec(message);
  return match === null ? undefined : Number(match[1]);
};

/** The failure without its stack, at most eight lines and 800 characters. */
export const firstLines = (message: string): string =>
  message
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, 8)
    .join('\n')
    .slice(0, 800);

const relativeTo = (root: string, path: string): string => {
  const plain = path.replace(/^file:\/\//, '');
  return plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isJestReport = (value: unknown): value is JestReport =>
  isObject(value) &&
  Array.isArray(value['testResults']) &&
  value['testResults'].every(
    (file) =>
      isObject(file) &&
      typeof file['name'] === 'string' &&
      Array.isArray(file['assertionResults']) &&
      file['assertionResults'].every((test) => isObject(test) && typeof test['fullName'] === 'string'),
  );

const isNodeResult = (value: unknown): value is RawResult =>
  isObject(value) &&
  ['file', 'name', 'message'].every((key) => typeof value[key] === 'string') &&
  ['passed', 'failed', 'skipped'].includes(String(value['status']));
