import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from './repository.builder.ts';
import { removeFolder, withTemporaryFolder } from './temporary-folder.ts';

const moduleUrl = new URL('./temporary-folder.ts', import.meta.url).href;

/** A process that holds a temporary folder and prints its path. */
const holdFolder = async (
  before = '',
): Promise<{ dir: string; ended: Promise<unknown[]>; kill: (signal: NodeJS.Signals) => void }> => {
  const script = `
    import { writeSync } from 'node:fs';
    import { withTemporaryFolder } from ${JSON.stringify(moduleUrl)};
    ${before}
    await withTemporaryFolder('interlock-held-', async (dir) => {
      writeSync(1, dir + '\\n');
      await new Promise((resolve) => setInterval(resolve, 1e9));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { dir: chunk.toString().trim(), ended, kill: (signal) => child.kill(signal) };
};

describe('withTemporaryFolder', () => {
  it('removes the folder after the work, and after work that fails', async () => {
    const seen: string[] = [];
    await withTemporaryFolder('interlock-test-', async (dir) => {
      seen.push(dir);
      await writeFile(join(dir, 'a'), 'a');
    });
    const failing = withTemporaryFolder('interlock-test-', (dir) => {
      seen.push(dir);
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(seen.map((dir) => existsSync(dir))).toEqual([false, false]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('removes the folder when %s ends the process', async (signal) => {
    const { dir, ended, kill } = await holdFolder();
    expect(existsSync(dir)).toBe(true);
    kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(existsSync(dir)).toBe(false);
  });

  it('leaves a signal to those who listen for it, and removes the folder when they exit', async () => {
    const { dir, ended, kill } = await holdFolder("process.on('SIGTERM', () => process.exit(7));");
    kill('SIGTERM');
    expect(await ended).toEqual([7, null]);
    expect(existsSync(dir)).toBe(false);
  });
});

describe('removeFolder', () => {
  it('removes read-only folders and what is in them, and touches nothing behind a symlink', () =>
    withFolder(async (dir) => {
      const [doomed, kept] = [join(dir, 'doomed'), join(dir, 'kept')];
      await mkdir(join(doomed, 'inner'), { recursive: true });
      await mkdir(kept);
      await writeFile(join(kept, 'file'), 'kept');
      await writeFile(join(doomed, 'inner/file'), 'x');
      await symlink(kept, join(doomed, 'inner/link'));
      await chmod(join(doomed, 'inner'), 0o500);
      await chmod(doomed, 0o500);
      await removeFolder(doomed);
      expect(existsSync(doomed)).toBe(false);
      expect(await readFile(join(kept, 'file'), 'utf8')).toBe('kept');
    }));

  it('has nothing to do where there is nothing', () =>
    withFolder(async (dir) => {
      await expect(removeFolder(join(dir, 'nothing'))).resolves.toBeUndefined();
    }));
});
