import type { Files } from '../../guardbench-case.ts';

/** A small player with a strict compiler; nothing is installed. */
export const player: Files = {
  'package.json': '{ "name": "player", "private": true, "type": "module" }\n',
  'tsconfig.json': `{
  "compilerOptions": {
    "strict": true,
    "noEmit": true,
    "target": "es2022",
    "module": "nodenext",
    "allowImportingTsExtensions": true,
    "noUncheckedIndexedAccess": true,
    "types": []
  },
  "include": ["src"]
}
`,
  'src/track.ts': `export type Kind = 'music' | 'podcast' | 'book';

export type Track = {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly seconds: number;
};

export interface Store {
  load(id: string): Track;
}
`,
  'src/duration.ts': `import type { Track } from './track.ts';

export const minutes = (track: Track): number => Math.round(track.seconds / 60);

export const longest = (tracks: readonly Track[]): Track => {
  const [first, ...rest] = tracks;
  if (first === undefined) throw new Error('no tracks');
  return rest.reduce((best, track) => (track.seconds > best.seconds ? track : best), first);
};
`,
  'src/index.ts': `export { longest, minutes } from './duration.ts';
export type { Kind, Store, Track } from './track.ts';
`,
  'src/queue.ts': `import { longest, minutes, type Store, type Track } from './index.ts';

export const describeLongest = (tracks: readonly Track[]): string => {
  const track = longest(tracks);
  return \`\${track.title} (\${minutes(track).toFixed(0)} min)\`;
};

export const play = (store: Store, id: string): string => store.load(id).title;
`,
  'src/memory-store.ts': `import type { Store, Track } from './track.ts';

export class MemoryStore implements Store {
  private readonly tracks = new Map<string, Track>();

  load(id: string): Track {
    const track = this.tracks.get(id);
    if (track === undefined) throw new Error(\`no track \${id}\`);
    return track;
  }
}
`,
  'src/sample.ts': `import type { Track } from './track.ts';

export const sample: Track = { id: 'a', title: 'A', kind: 'music', seconds: 200 };

export const isPodcast = (track: Track): boolean => track.kind === 'podcast';
`,
  'src/legacy.ts': `import { sample } from './sample.ts';

/** Wrong since long ago, and nobody dares. */
export const legacyLength: string = sample.seconds;
`,
};
