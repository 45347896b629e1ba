import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

/** Writes a value as JSON in the format that `npm run format` expects. */
export const writeJson = async (path: string, value: unknown): Promise<void> =>
  writeFileSync(path, await format(JSON.stringify(value), { parser: 'json', printWidth: 120 }));
