import { createRequire } from 'node:module';
import type * as Sqlite from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** One SQLite file of facts. Each call throws what SQLite throws. */
export type FactStore = {
  readonly read: (keys: readonly string[], day: number) => ReadonlyMap<string, string>;
  readonly write: (entries: ReadonlyMap<string, string>, limits: WriteLimits) => void;
  readonly close: () => void;
};

/** The day that facts are marked with, and the size above which the oldest go. */
export type WriteLimits = { readonly day: number; readonly maxBytes: number };

const layout = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS facts
    (key TEXT PRIMARY KEY, fact TEXT NOT NULL, checksum INTEGER NOT NULL, day INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS facts_by_day ON facts (day);
`;

/**
 * Opens a file of facts. Many processes may have it open: readers never wait for a writer (write-ahead log), and writers wait
 * for each other for at most 5 s. A fact whose checksum does not fit counts as absent.
 */
export const createFactStore = (file: string): FactStore => {
  // Asked for only here: of the Node versions that we run on, the oldest warns as soon as the module is loaded.
  const sqlite = createRequire(import.meta.url)('node:sqlite') as typeof Sqlite;
  const database = new sqlite.DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(layout);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    read: (keys, day) => read(database, keys, day),
    write: (entries, limits) => write(database, entries, limits),
    close: () => database.close(),
  };
};

type Row = { readonly key: string; readonly fact: string; readonly checksum: number; readonly day: number };

const read = (database: Sqlite.DatabaseSync, keys: readonly string[], day: number): ReadonlyMap<string, string> => {
  const select = database.prepare(
    'SELECT key, fact, checksum, day FROM facts WHERE key IN (SELECT value FROM json_each(?))',
  );
  const rows = (select.all(JSON.stringify(keys)) as Row[]).filter(({ fact, checksum }) => crc32(fact) === checksum);
  const stale = rows.filter((row) => row.day < day).map(({ key }) => key);
  if (stale.length > 0) {
    database
      .prepare('UPDATE facts SET day = ? WHERE key IN (SELECT value FROM json_each(?))')
      .run(day, JSON.stringify(stale));
  }
  return new Map(rows.map(({ key, fact }) => [key, fact]));
};

const write = (
  database: Sqlite.DatabaseSync,
  entries: ReadonlyMap<string, string>,
  { day, maxBytes }: WriteLimits,
): void => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const insert = database.prepare('INSERT OR REPLACE INTO facts (key, fact, checksum, day) VALUES (?, ?, ?, ?)');
    for (const [key, fact] of entries) insert.run(key, fact, crc32(fact), day);
    evict(database, maxBytes);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};

/** Down to three quarters of the limit, so that not each later write has to do it again. */
const evict = (database: Sqlite.DatabaseSync, maxBytes: number): void => {
  const pragma = (name: string): number =>
    Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);
  const used = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  if (used <= maxBytes) return;
  const all = Number(Object.values(database.prepare('SELECT count(*) FROM facts').get() ?? {})[0] ?? 0);
  const surplus = Math.ceil(all * (1 - (0.75 * maxBytes) / used));
  database.prepare('DELETE FROM facts WHERE key IN (SELECT key FROM facts ORDER BY day, key LIMIT ?)').run(surplus);
};
