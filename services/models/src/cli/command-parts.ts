import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@interlock-dev/chassis';
import { InvalidArgumentError } from 'commander';

/** Writes one line of the answer. */
export type Output = (line: string) => void;

/** The registry that is committed with the services. */
export const defaultRegistry = fileURLToPath(new URL('../../registry', import.meta.url));

/** Where a registry keeps its log. */
export const auditFile = (root: string): string => join(root, 'audit.jsonl');

/** Progress goes to stderr: stdout is the answer. */
export const progress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** An option that is a number. */
export const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
};

/** A moment that an option names, Unix ms. */
export const readTime = (option: string, text: string): number => {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new ConfigurationError(`${option}: ${JSON.stringify(text)} is no time; write it like 2026-03-01T12:00:00Z`);
  return time;
};

/** A result that says what went wrong, as the registry's functions give it. */
type Fallible = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly detail: string };

/** The good case of a result; the other is the user's mistake, named by its code. */
export const orRefuse = <Result extends Fallible>(result: Result): Extract<Result, { readonly ok: true }> => {
  if (result.ok) return result as Extract<Result, { readonly ok: true }>;
  throw new ConfigurationError(`${result.reason}: ${result.detail}`);
};
