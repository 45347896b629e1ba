import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foldRun, type RunState } from '../../agent-tasks/src/run/run-state.ts';
import { readJournal } from '../../agent-tasks/src/run/journal.ts';
import type { JournalEntry } from '../../agent-tasks/src/run/event.ts';
import { listRuns } from '../../agent-tasks/src/run/run-folder.ts';
import { readdirSync } from 'node:fs';
import { createScratchPlace, type ScratchPlace } from './scratch-place.builder.ts';

/** A repository that needs no packages: its tests run by Node itself. `files` are added to its first commit. */
export const createSmallRepository = async (files: Readonly<Record<string, string>> = {}): Promise<ScratchPlace> => {
  const place = await createScratchPlace();
  await place.repository.commit({
    '.gitignore': 'node_modules\n',
    'package.json': `${JSON.stringify({ name: 'sum', private: true, type: 'module', scripts: { test: 'node --test' } })}\n`,
    'src/sum.ts': 'export const sum = (a: number, b: number): number => a + b;\n',
    'test/sum.test.ts': [
      "import assert from 'node:assert/strict';",
      "import { test } from 'node:test';",
      "import { sum } from '../src/sum.ts';",
      '',
      "test('adds', () => {",
      '  assert.equal(sum(1, 2), 3);',
      '});',
      '',
    ].join('\n'),
    ...files,
  });
  return place;
};

/** Writes a plan beside the repository. Answers its path. JSON is YAML. */
export const writePlan = async (place: ScratchPlace, tasks: readonly object[]): Promise<string> => {
  const file = join(place.folder, 'plan.yaml');
  await writeFile(file, JSON.stringify({ version: 1, goal: 'Try the line', tasks }, null, 2));
  return file;
};

/** Paths of the journals of a place's runs, newest first. */
export const journalsOf = ({ state }: ScratchPlace): readonly string[] =>
  readdirSync(state).flatMap((repository) =>
    listRuns(join(state, repository)).map((run) => join(state, repository, 'runs', run, 'journal.sqlite')),
  );

/** What the journal of the newest run tells; nothing while it is being made. */
export const readNewestJournal = (place: ScratchPlace): readonly JournalEntry[] => {
  const [file] = journalsOf(place);
  try {
    return file === undefined ? [] : readJournal(file);
  } catch {
    // Between its creation and its first table there is nothing to read.
    return [];
  }
};

/** The state of the newest run. */
export const stateOfNewest = (place: ScratchPlace): RunState => {
  const state = foldRun(readNewestJournal(place));
  if (state === null) throw new Error('No run has begun here');
  return state;
};
