import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FeatureSnapshot } from '../../core/records.ts';
import { decodeState, encodeState } from '../encode-state.ts';

/** Writes a state beside its checksum, whole or not at all, and on the disk when it resolves. */
export const writeStateFile = async (path: string, snapshot: FeatureSnapshot): Promise<void> => {
  const text = encodeState(snapshot);
  const unfinished = `${path}.tmp`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(`${crc32(text)}\n${text}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  await syncFolder(dirname(path));
};

/** The state in a file, or `undefined` when its checksum does not hold. */
export const readStateFile = async (path: string): Promise<FeatureSnapshot | undefined> => {
  const content = await readFile(path, 'utf8');
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  return end > 0 && Number(content.slice(0, end)) === crc32(text) ? decodeState(text) : undefined;
};

/** Makes names that were just made, renamed or removed in a folder survive a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
