import { DatabaseSync } from 'node:sqlite';
import { ConfigurationError } from '@interlock-dev/guardrails';
import type { JournalEntry, RunEvent } from './event.ts';

/** The append-only event log of a run: the only truth. */
export type Journal = {
  /** Durable when it returns: a kill −9 right after loses nothing. */
  readonly append: (event: RunEvent) => JournalEntry;
  /** Entries with a sequence above `after`, in order. */
  readonly read: (after?: number) => readonly JournalEntry[];
  readonly close: () => void;
};

/** Opens a run's journal for its coordinator; `now` gives epoch milliseconds. */
export const openJournal = (file: string, now: () => number): Journal => {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  database.exec(
    'CREATE TABLE IF NOT EXISTS event (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, json TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare('INSERT INTO event (at, json) VALUES (?, ?)');
  const select = database.prepare('SELECT sequence, at, json FROM event WHERE sequence > ? ORDER BY sequence');
  return {
    append: (event) => {
      const at = now();
      const { lastInsertRowid } = insert.run(at, JSON.stringify(event));
      return { sequence: Number(lastInsertRowid), at, event };
    },
    read: (after = 0) => select.all(after).map(toEntry),
    close: () => database.close(),
  };
};

/** Reads a run's journal without writing, also while its coordinator works. */
export const readJournal = (file: string): readonly JournalEntry[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    return database.prepare('SELECT sequence, at, json FROM event ORDER BY sequence').all().map(toEntry);
  } catch (error) {
    throw new ConfigurationError(
      `The journal ${file} cannot be read (${String(error)}): is it a run of this version?`,
      {
        cause: error,
      },
    );
  } finally {
    database.close();
  }
};

const sqliteBusy = 5;

/**
 * Takes a run for this process; the operating system gives it back when the process ends, however it ends.
 * @returns what releases it, or null when another coordinator has it
 */
export const lockRun = (file: string): (() => void) | null => {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return () => database.close();
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
};

const toEntry = (row: Record<string, unknown>): JournalEntry => ({
  sequence: Number(row['sequence']),
  at: Number(row['at']),
  event: JSON.parse(String(row['json'])) as RunEvent,
});
