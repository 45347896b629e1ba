import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ConfigurationError } from '@interlock-dev/chassis';
import type { Interactions } from './interactions.ts';
import { numberInteractions } from './number-interactions.ts';
import { parseTable } from './parse-table.ts';

/** The data sets that evaluation knows, and where each lies below the folder that `--data` names. */
export const dataSets = {
  'ml-100k': { path: 'ml-100k/ml-100k.inter.gz', minUsersPerItem: 1, minRows: 1000 },
  'lastfm-2k': { path: 'lastfm-2k/user_artists.dat.gz', minUsersPerItem: 10, minRows: 1000 },
} as const;

export type DataSetName = keyof typeof dataSets;

/**
 * Reads a public data set; nothing of it is ever copied into this repository.
 * @throws ConfigurationError when the file is missing, is no gzip, or holds fewer rows than a data set has
 */
export const readDataSet = (folder: string, name: DataSetName): Interactions => {
  const { path, minUsersPerItem, minRows } = dataSets[name];
  const table = parseTable(readText(join(folder, path)));
  if (table.rows.length < minRows)
    throw new ConfigurationError(
      `--data: ${join(folder, path)} has ${table.rows.length} rows of user, item and weight, at least ${minRows} were expected: is it the right file?`,
    );
  return numberInteractions(table, { name, minUsersPerItem });
};

// Latin-1 reads any bytes: names in these files need not be UTF-8, and only digits matter here.
const readText = (path: string): string => {
  try {
    return gunzipSync(readFileSync(path), { maxOutputLength: maxBytes }).toString('latin1');
  } catch (cause) {
    throw new ConfigurationError(`--data: ${path} cannot be read as gzip; see "models evaluate --help"`, { cause });
  }
};

const maxBytes = 256 * 1024 * 1024;
