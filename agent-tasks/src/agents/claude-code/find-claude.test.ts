import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAgent } from '../create-agent.ts';
import { findClaude } from './find-claude.ts';

let folder = '';

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'interlock-find-')));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const program = async (...parts: string[]): Promise<string> => {
  const path = join(folder, ...parts);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
};

it('prefers the program that is named, then the one on the PATH, links followed', async () => {
  const named = await program('named', 'my-claude');
  const installed = await program('lib', 'claude');
  await mkdir(join(folder, 'bin'));
  await symlink(installed, join(folder, 'bin', 'claude'));
  expect(findClaude({ INTERLOCK_CLAUDE: named, PATH: join(folder, 'bin') })).toBe(named);
  expect(findClaude({ PATH: `${join(folder, 'none')}:${join(folder, 'bin')}` })).toBe(installed);
  expect(findClaude({ INTERLOCK_CLAUDE: join(folder, 'missing'), PATH: join(folder, 'bin') })).toBeNull();
});

it('does not take the placeholder that npm leaves without its set-up', async () => {
  const placeholder = await program('claude-code', 'bin', 'claude.exe');
  await mkdir(join(folder, 'bin'));
  await symlink(placeholder, join(folder, 'bin', 'claude'));
  expect(findClaude({ PATH: join(folder, 'bin') })).not.toBe(placeholder);
});

it('says before the run what is missing', async () => {
  const named = await program('claude');
  expect(await createAgent('claude-code', { INTERLOCK_CLAUDE: named }).unavailable()).toContain('ANTHROPIC_API_KEY');
  expect(await createAgent('claude-code', { INTERLOCK_CLAUDE: join(folder, 'none') }).unavailable()).toContain(
    'needs the program `claude`',
  );
  expect(() => createAgent('claude-code:fast', {})).toThrow('takes nothing after its name');
});
