import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnerCommand } from './runner-command.ts';

const place = { dir: '', added: [] };

describe('the command of a runner', () => {
  it('asks Vitest and Jest for what is related, or for files', () => {
    const related = { by: 'related' as const, files: ['src/a.ts'] };
    const file = { by: 'file' as const, files: ['src/a.test.ts'] };
    const added = { dir: '', added: ['--project', 'unit'] };
    const vitest = runnerCommand({ kind: 'vitest' }, related, added);
    expect(vitest).toMatchObject({ type: 'package', name: 'vitest' });
    expect('arguments' in vitest ? vitest.arguments[0] : '').toBe('related');
    expect('arguments' in vitest ? vitest.arguments.slice(-3) : []).toEqual(['--project', 'unit', './src/a.ts']);
    expect(runnerCommand({ kind: 'jest' }, related, place)).toMatchObject({ name: 'jest' });
    const jest = runnerCommand({ kind: 'jest' }, file, place);
    expect('arguments' in jest ? jest.arguments.slice(-2) : []).toEqual(['--runTestsByPath', './src/a.test.ts']);
  });

  it('names files from the folder of the project', () => {
    const command = runnerCommand(
      { kind: 'vitest' },
      { by: 'file', files: ['packages/a/x.test.ts'] },
      { dir: 'packages/a', added: [] },
    );
    expect('arguments' in command ? command.arguments.at(-1) : '').toBe('./x.test.ts');
  });

  it('gives node our reporter and the flags of the script', () => {
    const command = runnerCommand(
      { kind: 'node', flags: ['--import', 'tsx'] },
      { by: 'file', files: ['a.test.ts'] },
      place,
    );
    const args = 'arguments' in command ? command.arguments : [];
    expect(args.slice(0, 3)).toEqual(['--import', 'tsx', '--test']);
    expect(args.at(3)).toMatch(/^--test-reporter=.*node-test-reporter\.ts$/);
  });

  it('gives a shell command the files quoted, whatever they are called', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z $'"`\\;&|*(){}<>!#~-]{1,12}$/).filter((name) => name.trim() === name),
        (name) => {
          const command = runnerCommand(
            { kind: 'command', command: 'printf %s {files}' },
            { by: 'file', files: [name] },
            place,
          );
          const shell = 'command' in command ? command.command : '';
          expect(execFileSync('/bin/sh', ['-c', shell], { encoding: 'utf8' })).toBe(`./${name}`);
        },
      ),
      { numRuns: 25 },
    );
  });
});
