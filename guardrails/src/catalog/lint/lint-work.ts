import { nearestConfiguration, type LintConfiguration } from './find-configurations.ts';
import type { FileLines } from '../../change/new-items.ts';

export type Version = 'base' | 'head';
/** Path → text. */
export type Texts = ReadonlyMap<string, string>;
/** What is to be linted. */
export type Work = {
  readonly files: readonly FileLines[];
  readonly configurations: readonly LintConfiguration[];
  readonly texts: { readonly [version in Version]: Texts };
};
/** The files of one configuration; null: our default rules. */
export type Group = Work & { readonly configuration: LintConfiguration | null };

/** Puts the files together that one configuration holds. Pure. */
export const groupByConfiguration = (work: Work): readonly Group[] => {
  const { files, configurations } = work;
  const groups = new Map<LintConfiguration | null, FileLines[]>();
  const add = (configuration: LintConfiguration | null, file: FileLines): void => {
    // Where the repository has configurations, a file that none of them covers is not linted by it either.
    if (configuration === null && configurations.length > 0) return;
    groups.set(configuration, [...(groups.get(configuration) ?? []), file]);
  };
  for (const file of files) {
    const [head, base] = [file.head, file.base].map((path) =>
      path === null ? undefined : nearestConfiguration(path, configurations),
    );
    if (head !== undefined && base !== undefined && head !== base) {
      // Moved to where another configuration holds: each version is linted by its own.
      add(head, { ...file, base: null });
      add(base, { ...file, head: null });
    } else add(head ?? base ?? null, file);
  }
  return [...groups].map(([configuration, own]) => ({ ...work, configuration, files: own }));
};
