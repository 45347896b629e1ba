import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFactMemory, type FactMemoryOptions } from './fact-memory.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'interlock-facts-'));
  folders.push(dir);
  return dir;
};
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const remember = async (options: FactMemoryOptions, entries: Record<string, string>): Promise<void> => {
  const memory = openFactMemory(options);
  await memory.write(new Map(Object.entries(entries)));
  memory.close();
};
const recall = async (options: FactMemoryOptions, keys: readonly string[]): Promise<Record<string, string>> => {
  const memory = openFactMemory(options);
  const known = await memory.read(keys);
  memory.close();
  return Object.fromEntries(known);
};

describe('the memory of facts', () => {
  it('gives in a later process what was written, and nothing for what was not', async () => {
    const dir = join(newFolder(), 'made', 'when-missing');
    await remember({ dir }, { a: '{"x":"é\\u0000"}', b: '[]' });
    expect(await recall({ dir }, ['a', 'b', 'c'])).toEqual({ a: '{"x":"é\\u0000"}', b: '[]' });
  });

  it('begins anew when its file is damaged, whatever the damage', async () => {
    const dir = newFolder();
    const file = join(dir, 'facts.sqlite');
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key ${index}`, '"x"'.repeat(30)]));
    for (const damage of [() => Buffer.from('no database'), (all: Buffer) => all.fill(7, 100, 20_000)]) {
      await remember({ dir }, many);
      writeFileSync(file, damage(readFileSync(file)));
      await remember({ dir }, { a: '1' });
      expect(await recall({ dir }, ['a'])).toEqual({ a: '1' });
    }
  });

  it('does not believe a fact whose bytes changed', async () => {
    const dir = newFolder();
    await remember({ dir }, { a: '"needle-in-the-file"' });
    const file = join(dir, 'facts.sqlite');
    writeFileSync(file, Buffer.from(readFileSync(file).toString('latin1').replace('needle', 'noodle'), 'latin1'));
    expect(await recall({ dir }, ['a'])).toEqual({});
  });

  it('lets go of what was not used for longest when it grows too large', async () => {
    const dir = newFolder();
    const block = (name: string) =>
      Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${name}${index}`, `"${'x'.repeat(1000)}"`]));
    await remember({ dir, today: () => 1 }, block('old'));
    await remember({ dir, today: () => 2 }, block('kept'));
    expect(await recall({ dir, today: () => 3 }, ['old0'])).toHaveProperty('old0');
    await remember({ dir, maxBytes: 700_000, today: () => 4 }, block('new'));
    const left = await recall({ dir }, [
      ...Object.keys(block('old')),
      ...Object.keys(block('kept')),
      ...Object.keys(block('new')),
    ]);
    expect(Object.keys(left).filter((key) => key.startsWith('new'))).toHaveLength(200);
    expect(left).toHaveProperty('old0');
    expect(Object.keys(left).filter((key) => key.startsWith('old'))).toHaveLength(1);
    expect(statSync(join(dir, 'facts.sqlite')).size).toBeLessThan(2_000_000);
  });

  it('remembers nothing, and does not throw, where it cannot write or is closed', async () => {
    const file = join(newFolder(), 'a-file');
    writeFileSync(file, '');
    await remember({ dir: file }, { a: '1' });
    expect(await recall({ dir: file }, ['a'])).toEqual({});
    const closed = openFactMemory({ dir: newFolder() });
    closed.close();
    await closed.write(new Map([['a', '1']]));
    expect((await closed.read(['a'])).size).toBe(0);
  });

  it('keeps what many processes write at once', async () => {
    const dir = newFolder();
    const script = `
      import { openFactMemory } from ${JSON.stringify(join(import.meta.dirname, 'fact-memory.ts'))};
      const memory = openFactMemory({ dir: ${JSON.stringify(dir)} });
      for (let round = 0; round < 5; round++) {
        await memory.write(new Map(Array.from({ length: 50 }, (_, i) => [process.argv[1] + ':' + round + ':' + i, '1'])));
        await memory.read(['a', 'b']);
      }
      memory.close();`;
    const ended = Array.from({ length: 6 }, (_, index) => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, `p${index}`], {
        stdio: 'ignore',
      });
      return new Promise<number | null>((resolve) => child.on('exit', resolve));
    });
    expect(await Promise.all(ended)).toEqual([0, 0, 0, 0, 0, 0]);
    const keys = [0, 1, 2, 3, 4, 5].flatMap((p) => [0, 1, 2, 3, 4].map((round) => `p${p}:${round}:49`));
    expect(Object.keys(await recall({ dir }, keys))).toHaveLength(30);
    expect(readdirSync(dir)).toEqual(['facts.sqlite']);
  });
});
