import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: readers see the old content or the new one, and after a power cut too.
 * @throws the system's error; the file is then as it was
 */
export const writeAtomically = (path: string, content: string | Uint8Array): void => {
  const temporary = `${path}.${process.pid}.new`;
  writeDurably(temporary, content);
  renameSync(temporary, path);
  syncFolder(dirname(path));
};

/** Writes a file and waits until the disk has it. */
export const writeDurably = (path: string, content: string | Uint8Array): void => {
  const file = openSync(path, 'w');
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    // A write may take less than it was given, as when the disk fills; the next one then says why.
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Waits until the disk has the names in a folder. */
export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
