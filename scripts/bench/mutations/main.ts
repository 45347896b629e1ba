import { appendFileSync, writeFileSync } from 'node:fs';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import { formatMutants, type MutantResult } from './format-mutants.ts';
import { readMutationOptions } from './mutation-options.ts';
import { runMutants } from './run-mutants.ts';

try {
  const options = readMutationOptions(process.argv.slice(2));
  if (options === null) process.exit(0);
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  const { out } = options;
  if (out !== null) writeFileSync(out, '');
  const onResult = (result: MutantResult): void => {
    if (out !== null) appendFileSync(out, `${JSON.stringify(result)}\n`);
  };
  const { results, commits } = await runMutants({ ...options, onProgress, onResult });
  process.stdout.write(formatMutants(results, { operators: options.operators, commits }));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
