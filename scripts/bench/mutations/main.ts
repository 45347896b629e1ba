import { writeFile } from 'node:fs/promises';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import { formatMutants } from './format-mutants.ts';
import { readMutationOptions } from './mutation-options.ts';
import { runMutants } from './run-mutants.ts';

try {
  const options = readMutationOptions(process.argv.slice(2));
  if (options === null) process.exit(0);
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  const { results, commits } = await runMutants({ ...options, onProgress });
  if (options.out !== null) await writeFile(options.out, results.map((one) => `${JSON.stringify(one)}\n`).join(''));
  process.stdout.write(formatMutants(results, { operators: options.operators, commits }));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
