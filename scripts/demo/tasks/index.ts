import type { ScriptedTask } from '../scripted-task.ts';
import { countUnknownItems } from './count-unknown-items.ts';
import { hoursInDurations } from './hours-in-durations.ts';
import { nameTheModel } from './name-the-model.ts';
import { noArtistTwiceInARow } from './no-artist-twice-in-a-row.ts';
import { podcastsAgeFaster } from './podcasts-age-faster.ts';

/** The scripted agents of the demo: one a task of `plan.yaml`. */
export const scriptedTasks: readonly ScriptedTask[] = [
  hoursInDurations,
  countUnknownItems,
  podcastsAgeFaster,
  noArtistTwiceInARow,
  nameTheModel,
];
