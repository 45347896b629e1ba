import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createFactStore, type FactStore } from './fact-memory-store.ts';
import type { FactMemory } from '../tree/facts.ts';

/** Where facts are remembered, and how much of them. */
export type FactMemoryOptions = {
  /** Folder of the cache; made when it is missing. */
  readonly dir: string;
  /** Above this many bytes the facts that were not used for longest go. Default 512 MB. */
  readonly maxBytes?: number;
  /** The current day since the epoch: what "longest" is measured in. Default: the clock. */
  readonly today?: () => number;
};

/** Remembered facts that outlive the process. */
export type LastingFactMemory = FactMemory & { readonly close: () => void };

const nothing: ReadonlyMap<string, string> = new Map();

/**
 * Opens the memory of facts in a cache folder: one SQLite file that any number of processes share. It is opened at the
 * first question. A file that is damaged is thrown away and begun anew; a folder that cannot be written, or a memory that is
 * closed, remembers nothing. It never throws: facts that are not remembered are read again.
 */
export const openFactMemory = ({
  dir,
  maxBytes = 512 * 1024 * 1024,
  today = () => Math.floor(Date.now() / 86_400_000),
}: FactMemoryOptions): LastingFactMemory => {
  const file = join(dir, 'facts.sqlite');
  let store: FactStore | null = null;
  let isClosed = false;

  const use = <Answer>(work: (store: FactStore) => Answer, fallback: Answer): Answer => {
    for (const isSecondTry of [false, true]) {
      if (isClosed) return fallback;
      try {
        store ??= openIn(dir, file);
        return work(store);
      } catch (error) {
        if (isSecondTry || !isDamage(error)) return fallback;
        forget();
        removeFiles(file);
      }
    }
    return fallback;
  };
  const forget = (): void => {
    try {
      store?.close();
    } catch {
      // A damaged file may not close cleanly; it is removed next, and no other process waits for this one.
    }
    store = null;
  };
  return {
    read: (keys) => Promise.resolve(use((open) => open.read(keys, today()), nothing)),
    write: (entries) => {
      use((open) => open.write(entries, { day: today(), maxBytes }), undefined);
      return Promise.resolve();
    },
    close: () => {
      forget();
      isClosed = true;
    },
  };
};

const openIn = (dir: string, file: string): FactStore => {
  mkdirSync(dir, { recursive: true });
  return createFactStore(file);
};

const removeFiles = (file: string): void => {
  for (const ending of ['', '-wal', '-shm']) {
    try {
      rmSync(file + ending, { force: true });
    } catch {
      // Another process may be doing the same, or the folder is read-only: then nothing is remembered.
    }
  }
};

/** SQLITE_CORRUPT, SQLITE_NOTADB, and a table of another shape. */
const isDamage = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  const code = typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
  return (
    [11, 26].includes(code) || (code === 1 && error instanceof Error && /no such (?:table|column)/u.test(error.message))
  );
};
