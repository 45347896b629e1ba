/**
 * The command `models`: trains, packages, evaluates and promotes models. Exit 0 done, 1 a gate says no, 2 could not run.
 * Run: `node services/models/src/main.ts --help`.
 */
import { ConfigurationError } from '@interlock-dev/chassis';
import { CommanderError } from 'commander';
import { createProgram } from './cli/create-program.ts';

try {
  await createProgram((line) => process.stdout.write(`${line}\n`)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
