import type { GuardbenchCase } from '../../guardbench-case.ts';
import { player } from './player.ts';

const duration = player['src/duration.ts'] ?? '';
const track = player['src/track.ts'] ?? '';
const error = (file: string, at: string) => ({ code: 'types/new-error', level: 'error' as const, file, at });

/** Changes that leave a type error, in their own files or in a caller. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'A parameter takes another type, and a caller behind a barrel still passes the old one',
    base: player,
    change: {
      'src/duration.ts': duration.replace(
        '(track: Track): number => Math.round(track.seconds / 60)',
        '(seconds: number): number => Math.round(seconds / 60)',
      ),
    },
    expect: [error('src/queue.ts', 'minutes(track)')],
  },
  {
    name: 'A result may now be missing, and a caller does not look',
    base: player,
    change: {
      'src/duration.ts': duration
        .replace('(tracks: readonly Track[]): Track =>', '(tracks: readonly Track[]): Track | undefined =>')
        .replace("throw new Error('no tracks')", 'return undefined'),
    },
    expect: [error('src/queue.ts', 'track.title'), error('src/queue.ts', 'track.title')],
  },
  {
    name: 'An exported function goes, and the barrel still names it',
    base: player,
    change: { 'src/duration.ts': duration.replace(/export const minutes.*\n/u, '') },
    expect: [error('src/index.ts', "from './duration.ts'")],
  },
  {
    name: 'A field gets another name in the type alone',
    base: player,
    change: { 'src/track.ts': track.replace('readonly title', 'readonly name') },
    expect: [
      error('src/queue.ts', 'track.title'),
      error('src/queue.ts', 'store.load(id).title'),
      error('src/sample.ts', "title: 'A'"),
    ],
  },
  {
    name: 'A member goes from a union that a comparison needs',
    base: player,
    change: { 'src/track.ts': track.replace("'music' | 'podcast' | 'book'", "'music' | 'book'") },
    expect: [error('src/sample.ts', "track.kind === 'podcast'")],
  },
  {
    name: 'A field becomes required, and a literal elsewhere does not have it',
    base: player,
    change: { 'src/track.ts': track.replace('  readonly seconds', '  readonly artist: string;\n  readonly seconds') },
    expect: [error('src/sample.ts', 'sample: Track')],
  },
  {
    name: 'A function becomes asynchronous, and its caller uses the result at once',
    base: player,
    change: {
      'src/duration.ts': duration.replace(
        'minutes = (track: Track): number => Math.round(track.seconds / 60)',
        'minutes = async (track: Track): Promise<number> => Promise.resolve(Math.round(track.seconds / 60))',
      ),
    },
    expect: [error('src/queue.ts', 'minutes(track)')],
  },
  {
    name: 'An interface asks for more than its implementation has',
    base: player,
    change: { 'src/track.ts': track.replace('load(id: string): Track;', 'load(id: string): Track;\n  clear(): void;') },
    expect: [error('src/memory-store.ts', 'class MemoryStore')],
  },
  {
    name: 'A new file has a type error of its own',
    base: player,
    change: {
      'src/shuffle.ts':
        "import type { Track } from './track.ts';\n\nexport const shuffled = (tracks: readonly Track[]): Track[] =>\n  [...tracks].reverse().map((track) => track.id);\n",
    },
    expect: [error('src/shuffle.ts', '[...tracks].reverse()')],
  },
  {
    name: 'A function returns a type that is inferred from what was changed',
    base: {
      ...player,
      'src/summary.ts':
        "import { minutes, type Track } from './index.ts';\n\nexport const summary = (track: Track) => ({ length: minutes(track) });\n",
      'src/page.ts':
        "import { sample } from './sample.ts';\nimport { summary } from './summary.ts';\n\nexport const length: number = summary(sample).length;\n",
    },
    change: {
      'src/duration.ts': duration.replace(
        'number => Math.round(track.seconds / 60)',
        'string => String(Math.round(track.seconds / 60))',
      ),
    },
    expect: [error('src/queue.ts', 'minutes(track)'), error('src/page.ts', 'summary(sample)')],
  },
  {
    name: 'A second error is added beside an old one of the same kind',
    base: player,
    change: {
      'src/legacy.ts': `${player['src/legacy.ts'] ?? ''}\nexport const legacyTitle: number = sample.title;\n`,
    },
    expect: [error('src/legacy.ts', 'legacyTitle')],
  },
  {
    name: 'A global declaration goes that another file uses',
    base: {
      ...player,
      'src/globals.d.ts': 'declare const buildNumber: number;\n',
      'src/version.ts': 'export const version = (): string => `1.0.${buildNumber}`;\n',
    },
    change: { 'src/globals.d.ts': null },
    expect: [error('src/version.ts', 'buildNumber')],
  },
];
