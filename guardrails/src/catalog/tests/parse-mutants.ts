import { isRecord, parseJsonObject } from './json-object.ts';
import type { Survivor } from './tests-evidence.ts';

/**
 * Reads the mutants that no test noticed from a report of StrykerJS (mutation-testing-report-schema). Null when it is none.
 * Mutants that nothing covers are left out: coverage tells of them. Pure.
 * @param dir folder of the project in the repository; empty for the root
 */
export const parseMutants = (text: string, dir: string): readonly Survivor[] | null => {
  const files = parseJsonObject(text)?.['files'];
  if (!isRecord(files)) return null;
  return Object.entries(files).flatMap(([path, file]) => {
    const mutants = isRecord(file) ? file['mutants'] : null;
    if (!Array.isArray(mutants)) return [];
    return mutants.flatMap((mutant: unknown) => {
      const survivor = isRecord(mutant) && mutant['status'] === 'Survived' ? toSurvivor(mutant) : null;
      return survivor === null ? [] : [{ file: dir === '' ? path : `${dir}/${path}`, ...survivor }];
    });
  });
};

const toSurvivor = (mutant: Readonly<Record<string, unknown>>): Omit<Survivor, 'file'> | null => {
  const { location, replacement, mutatorName } = mutant;
  const start = isRecord(location) ? location['start'] : null;
  const line = isRecord(start) ? start['line'] : null;
  if (typeof line !== 'number') return null;
  const by = typeof mutatorName === 'string' ? mutatorName : '';
  return { line, by, mutant: typeof replacement === 'string' ? replacement.replace(/\s+/g, ' ').slice(0, 120) : by };
};
