import type { PlanProblem } from '../plan/plan.ts';

/** Problems as compilers print them, `file:line:column: level: message [code]`, one a line. Pure. */
export const formatProblems = (file: string, problems: readonly PlanProblem[]): string =>
  problems
    .map(({ line, column, level, message, code }) => `${file}:${line}:${column}: ${level}: ${message} [${code}]`)
    .join('\n');
