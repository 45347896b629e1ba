import { Command } from 'commander';
import type { Output } from './command-parts.ts';
import { addEvaluateCommand } from './evaluate-command.ts';
import { addPromotionCommands } from './promotion-commands.ts';
import { addRegistryCommands } from './registry-commands.ts';
import { addTrainCommand } from './train-command.ts';

/** The command line of `models`; each command is one file. */
export const createProgram = (output: Output): Command => {
  const program = new Command('models')
    .description('Train, package, evaluate and promote the models that services serve.')
    .exitOverride();
  addTrainCommand(program, output);
  addEvaluateCommand(program, output);
  addRegistryCommands(program, output);
  addPromotionCommands(program, output);
  return program;
};
