import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreManifest, swapManifest } from './swap-manifest.ts';

const source = `${JSON.stringify({ name: 'a', exports: { '.': './src/index.ts' }, files: ['dist'] }, null, 2)}\n`;

let folder = '';
const read = () => readFile(join(folder, 'package.json'), 'utf8');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-swap-'));
  await writeFile(join(folder, 'package.json'), source);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('swapManifest', () => {
  it('puts the packed manifest in place, and restoring brings back the very same bytes', async () => {
    await swapManifest(folder);
    expect(await read()).toContain('./dist/index.js');
    await restoreManifest(folder);
    expect(await read()).toBe(source);
    expect(await readdir(folder)).toEqual(['package.json']);
  });

  it('starts from the source again when an earlier packing was killed', async () => {
    await swapManifest(folder);
    await swapManifest(folder);
    await restoreManifest(folder);
    expect(await read()).toBe(source);
  });

  it('does nothing when there is nothing to restore', async () => {
    await restoreManifest(folder);
    expect(await read()).toBe(source);
  });
});
