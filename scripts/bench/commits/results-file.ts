import { appendFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { CommitResult } from './commit-record.ts';

/** Results on disk, one JSON object a line, appended as they come: a run that is cut off loses nothing. */
export type ResultsFile<Result> = {
  readonly known: readonly Result[];
  readonly append: (result: Result) => void;
};

/**
 * Opens the results of a run.
 * @param resume keep what an earlier run wrote; otherwise start afresh
 */
export const openResults = async <Result = CommitResult>(
  path: string,
  resume: boolean,
): Promise<ResultsFile<Result>> => {
  const text = resume ? await readFile(path, 'utf8').catch(() => '') : '';
  const lines = text.split('\n').filter((line) => line !== '' && isWhole(line));
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return {
    known: lines.map((line) => JSON.parse(line) as Result),
    append: (result) => appendFileSync(path, `${JSON.stringify(result)}\n`),
  };
};

/** A run that was killed may have written half a line. */
const isWhole = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};
