import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedManifest } from './packed-manifest.ts';
import type { Manifest } from './packed-manifest.ts';

/** Where the sources' `package.json` waits while the packed one is in its place. */
const savedName = 'package.json.source';

/**
 * Puts the packed `package.json` of a package in place of its own. npm has no `publishConfig.exports`, and one `exports`
 * cannot serve both: sources here, JavaScript there. The copy is whole before the original is touched, and both steps are
 * renames, so a kill at any instant leaves one of the two in place and {@link restoreManifest} puts it right.
 */
export const swapManifest = async (folder: string): Promise<void> => {
  await restoreManifest(folder);
  const path = join(folder, 'package.json');
  const text = await readFile(path, 'utf8');
  const packed = packedManifest(JSON.parse(text) as Manifest);
  await writeWhole(join(folder, savedName), text);
  await writeWhole(path, `${JSON.stringify(packed, null, 2)}\n`);
};

/** Puts the sources' `package.json` back, also one that an earlier packing left behind; does nothing else. */
export const restoreManifest = async (folder: string): Promise<void> => {
  try {
    await rename(join(folder, savedName), join(folder, 'package.json'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
};

const writeWhole = async (path: string, text: string): Promise<void> => {
  const partial = `${path}.partial`;
  await rm(partial, { force: true });
  await writeFile(partial, text);
  await rename(partial, path);
};
