import picocolors from 'picocolors';
import { probeSandbox } from '../../sandbox/probe-sandbox.ts';
import { showOnOneLine } from '../../report/untrusted-text.ts';
import { streamHasColour } from '../colour.ts';
import { diagnose } from '../diagnose.ts';
import type { Diagnosis } from '../diagnose.ts';
import { gitVersion, lookAtMachine } from '../look-at-machine.ts';
import type { ExitCode } from '../run-command.ts';

/**
 * `interlock doctor`: says of each thing that Interlock needs whether it is there, one line each with the way out.
 * @returns 0 when nothing needed is missing, else 1
 */
export const doctorCommand = async (hasAgentTasks: boolean): Promise<ExitCode> => {
  const diagnoses = diagnose({
    node: process.versions.node,
    git: gitVersion(),
    walls: await probeSandbox(),
    hasAgentTasks,
    ...(await lookAtMachine()),
  });
  const style = picocolors.createColors(streamHasColour(process.stdout));
  const marks = { good: style.green('✓'), missing: style.red('✗'), optional: style.dim('·') };
  process.stdout.write(
    diagnoses.map(({ state, text }: Diagnosis) => `${marks[state]} ${showOnOneLine(text)}\n`).join(''),
  );
  return diagnoses.some(({ state }) => state === 'missing') ? 1 : 0;
};
