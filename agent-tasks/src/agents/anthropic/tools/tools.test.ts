import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clip } from './clip.ts';
import { replaceOnce } from './edit-file.ts';
import type { ToolResult } from './tool.ts';
import { tools } from './tools.ts';

let folder: string;
let dir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-tools-'));
  dir = join(folder, 'work space');
  await mkdir(join(dir, 'src'), { recursive: true });
  await writeFile(join(dir, 'src/a.ts'), 'const one = 1;\nconst two = 2;\n');
  await writeFile(join(folder, 'secret'), 'canary');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const call = async (name: string, input: unknown): Promise<ToolResult> => {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool.run(input, { dir, signal: new AbortController().signal });
};

const endedMeanwhile = (): string => '';

/** Processes of a group that are not dead; one that nobody has collected yet (state Z) is. */
const findAlive = async (group: string): Promise<readonly string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(endedMeanwhile)));
  return stats.filter((stat) => {
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return pgrp === group && state !== 'Z';
  });
};

describe('read_file', { timeout: 30_000 }, () => {
  it('answers a file, or some of its lines', async () => {
    expect(await call('read_file', { path: 'src/a.ts' })).toEqual({
      isError: false,
      output: 'const one = 1;\nconst two = 2;\n',
    });
    expect(await call('read_file', { path: 'src/a.ts', from_line: 2, lines: 1 })).toMatchObject({
      output: 'const two = 2;',
    });
  });

  it('says why for what is missing, a folder, a device or bytes', async () => {
    await writeFile(join(dir, 'bytes'), Buffer.from([1, 0, 2]));
    expect(await call('read_file', { path: 'none' })).toMatchObject({
      isError: true,
      output: expect.stringMatching(/no such file/) as string,
    });
    expect(await call('read_file', { path: 'src' })).toMatchObject({
      isError: true,
      output: expect.stringMatching(/not a regular file/) as string,
    });
    expect(await call('read_file', { path: 'bytes' })).toMatchObject({
      isError: true,
      output: 'That file is not text.',
    });
  });

  it('cuts a long file and says how to read on', async () => {
    await writeFile(join(dir, 'long'), 'x'.repeat(150_000));
    expect((await call('read_file', { path: 'long' })).output).toMatch(/read on with from_line\]$/);
  });
});

describe('paths', { timeout: 30_000 }, () => {
  it.each(['../secret', '/etc/hostname', 'src/../../secret', 'link', 'out/new', 'a\0b'])(
    'that lead out of the workspace are refused to every tool: %j',
    async (path) => {
      await symlink(join(folder, 'secret'), join(dir, 'link'));
      await symlink(folder, join(dir, 'out'));
      const results = await Promise.all([
        call('read_file', { path }),
        call('write_file', { path, content: 'x' }),
        call('edit_file', { path, old_text: 'canary', new_text: 'x' }),
        call('list_files', { path }),
        call('search', { path, pattern: 'canary' }),
      ]);
      expect(results.map(({ isError }) => isError)).toEqual([true, true, true, true, true]);
      expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('canary');
    },
  );

  it('may be absolute, or start with two dots in a name', async () => {
    await writeFile(join(dir, '..name'), 'x');
    expect(await call('read_file', { path: join(dir, 'src/a.ts') })).toMatchObject({ isError: false });
    expect(await call('read_file', { path: '..name' })).toEqual({ isError: false, output: 'x' });
  });
});

describe('write_file and edit_file', { timeout: 30_000 }, () => {
  it('write a file with the folders that it needs', async () => {
    expect(await call('write_file', { path: 'new/b.ts', content: 'ä' })).toEqual({
      isError: false,
      output: 'Wrote 2 bytes to new/b.ts.',
    });
    expect(await readFile(join(dir, 'new/b.ts'), 'utf8')).toBe('ä');
  });

  it('edit the one place, with signs that a replacement could mistake', async () => {
    await call('edit_file', { path: 'src/a.ts', old_text: 'one = 1', new_text: '$& = $1' });
    expect(await readFile(join(dir, 'src/a.ts'), 'utf8')).toBe('const $& = $1;\nconst two = 2;\n');
  });

  it('leave the file alone when the place is not there or not alone', async () => {
    expect(await call('edit_file', { path: 'src/a.ts', old_text: 'three', new_text: '' })).toMatchObject({
      isError: true,
    });
    expect(await call('edit_file', { path: 'src/a.ts', old_text: 'const', new_text: '' })).toEqual({
      isError: true,
      output: 'old_text is in the file 2 times. Take in more lines around the one place.',
    });
    expect(await readFile(join(dir, 'src/a.ts'), 'utf8')).toBe('const one = 1;\nconst two = 2;\n');
  });

  it('replace exactly what was named, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, old, after) => {
        const text = `${before}${old}${after}`;
        fc.pre(text.indexOf(old) === before.length && text.lastIndexOf(old) === before.length);
        expect(replaceOnce(text, old, 'new$1')).toBe(`${before}new$1${after}`);
      }),
    );
  });
});

describe('list_files and search', { timeout: 30_000 }, () => {
  beforeEach(async () => {
    await mkdir(join(dir, 'node_modules/x'), { recursive: true });
    await mkdir(join(dir, '.git'), { recursive: true });
    await writeFile(join(dir, 'node_modules/x/a.js'), 'const two = 2;');
    await writeFile(join(dir, '.git/config'), 'two');
  });

  it('leave .git and node_modules out', async () => {
    expect(await call('list_files', {})).toEqual({ isError: false, output: 'src/a.ts' });
    expect(await call('search', { pattern: 'tw\\w' })).toEqual({ isError: false, output: 'src/a.ts:2:const two = 2;' });
  });

  it('search without minding case, and say when nothing matches', async () => {
    expect(await call('search', { pattern: 'TWO', ignore_case: true })).toMatchObject({
      output: 'src/a.ts:2:const two = 2;',
    });
    expect(await call('search', { pattern: 'TWO' })).toEqual({ isError: false, output: 'Nothing matches.' });
  });

  it('tell of a pattern that is none, and take one that looks like an option', async () => {
    expect(await call('search', { pattern: '(' })).toMatchObject({ isError: true });
    expect(await call('search', { pattern: '--open-files-in-pager=touch pwned' })).toEqual({
      isError: false,
      output: 'Nothing matches.',
    });
  });

  it('end a search that would not end by itself', async () => {
    await writeFile(join(dir, 'slow.txt'), `${'a'.repeat(5000)}!`);
    expect(await call('search', { pattern: '(a+)+$', path: 'slow.txt' })).toMatchObject({ isError: true });
  });
});

describe('bash', { timeout: 30_000 }, () => {
  it('runs in the workspace and answers both outputs', async () => {
    expect(await call('bash', { command: 'echo out; ls src; echo err >&2' })).toEqual({
      isError: false,
      output: 'out\na.ts\nerr',
    });
  });

  it('tells exit code and output of a command that fails', async () => {
    expect(await call('bash', { command: 'echo no; exit 7' })).toEqual({ isError: true, output: 'Exit code 7.\nno' });
  });

  it('stops a command at its limit, children included', async () => {
    const result = await call('bash', {
      command: 'echo $$; tail -f /dev/null & tail -f /dev/null',
      timeout_seconds: 1,
    });
    expect(result).toMatchObject({
      isError: true,
      output: expect.stringMatching(/^Stopped after 1 seconds/) as string,
    });
    const pid = /\d+$/.exec(result.output)?.[0] ?? '0';
    await expect.poll(() => findAlive(pid), { timeout: 10_000 }).toEqual([]);
  });

  it('does not wait for what was left in the background, and ends it', async () => {
    const result = await call('bash', { command: 'tail -f /dev/null & echo $$' });
    expect(result.isError).toBe(false);
    await expect.poll(() => findAlive(result.output), { timeout: 10_000 }).toEqual([]);
  });

  it('keeps start and end of an output that is far too long', async () => {
    const { output } = await call('bash', { command: 'echo start; yes | head -c 3000000; echo end' });
    expect(output.startsWith('start\n')).toBe(true);
    expect(output.endsWith('end')).toBe(true);
    expect(output.length).toBeLessThan(31_000);
  });
});

describe('wrong input', { timeout: 30_000 }, () => {
  it.each([
    ['read_file', {}],
    ['read_file', { path: 7 }],
    ['read_file', null],
    ['edit_file', { path: 'src/a.ts', old_text: '', new_text: 'x' }],
    ['bash', { command: 'true', timeout_seconds: 1e9 }],
    ['write_file', 'src/a.ts'],
  ])('is an error result of %s, never a crash: %j', async (name, input) => {
    expect(await call(name, input)).toMatchObject({
      isError: true,
      output: expect.stringMatching(/does not fit this tool/) as string,
    });
  });
});

describe('clip', { timeout: 30_000 }, () => {
  it('never answers more than the limit and a note, and keeps a short text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 3, max: 200 }), (text, max) => {
        const clipped = clip(text, max);
        expect(clipped.length).toBeLessThanOrEqual(max + 60);
        if (text.length <= max) expect(clipped).toBe(text);
      }),
    );
  });
});
