import type { GuardbenchCase } from '../../guardbench-case.ts';
import { player } from './player.ts';

const duration = player['src/duration.ts'] ?? '';
const track = player['src/track.ts'] ?? '';
const legacy = player['src/legacy.ts'] ?? '';

/** Changes that touch types and break nothing that base did not have broken. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'An old error moves down in its file',
    base: player,
    change: { 'src/legacy.ts': legacy.replace('/** Wrong', "export const since = '2019';\n\n/** Wrong") },
    expect: [],
  },
  {
    name: 'An old error moves to another file with its code',
    base: player,
    change: {
      'src/legacy.ts': "import { sample } from './sample.ts';\n\nexport const id = sample.id;\n",
      'src/old-length.ts': legacy,
    },
    expect: [],
  },
  {
    name: 'A file with an old error is renamed',
    base: player,
    change: { 'src/legacy.ts': null, 'src/older.ts': { movedFrom: 'src/legacy.ts' } },
    expect: [],
  },
  {
    name: 'The very line of an old error is edited and is still wrong',
    base: player,
    change: { 'src/legacy.ts': legacy.replace('sample.seconds', 'sample.seconds * 1000') },
    expect: [],
  },
  {
    name: 'A parameter is added that callers may leave out',
    base: player,
    change: {
      'src/duration.ts': duration.replace(
        '(track: Track): number => Math.round(track.seconds / 60)',
        '(track: Track, speed = 1): number => Math.round(track.seconds / 60 / speed)',
      ),
    },
    expect: [],
  },
  {
    name: 'A field gets another name everywhere',
    base: player,
    change: {
      'src/track.ts': track.replace('readonly title', 'readonly name'),
      'src/queue.ts': (player['src/queue.ts'] ?? '').replaceAll('.title', '.name'),
      'src/sample.ts': (player['src/sample.ts'] ?? '').replace("title: 'A'", "name: 'A'"),
    },
    expect: [],
  },
  {
    name: 'A member is added to a union that nobody goes through',
    base: player,
    change: { 'src/track.ts': track.replace("'book'", "'book' | 'radio'") },
    expect: [],
  },
  {
    name: 'A file with an error is no part of the project',
    base: player,
    change: { 'drafts/idea.ts': "export const idea: number = 'not yet';\n" },
    expect: [],
  },
  {
    name: 'A package that is not installed is imported',
    base: {
      ...player,
      'package.json':
        '{ "name": "player", "private": true, "type": "module", "dependencies": { "fastify": "^5.0.0" } }\n',
    },
    change: {
      'src/server.ts':
        "import { fastify } from 'fastify';\nimport { sample } from './sample.ts';\n\nexport const server = fastify();\nserver.addHook('onReady', async (done) => done(sample.id));\n",
    },
    expect: [],
  },
  {
    name: 'An argument is passed on by a generic function that infers it',
    base: player,
    change: {
      'src/sort.ts':
        'export const sortBy = <Item, Key extends keyof Item>(items: readonly Item[], key: Key): Item[] =>\n  [...items].sort((a, b) => (a[key] < b[key] ? -1 : 1));\n',
      'src/queue.ts': `${player['src/queue.ts'] ?? ''}\nexport const first = (tracks: readonly Track[]): Track | undefined => tracks[0];\n`,
    },
    expect: [],
  },
  {
    name: 'A type is split over two files and re-exported under its old name',
    base: player,
    change: {
      'src/kind.ts': "export type Kind = 'music' | 'podcast' | 'book';\n",
      'src/track.ts': track.replace(
        "export type Kind = 'music' | 'podcast' | 'book';\n",
        "import type { Kind } from './kind.ts';\n\nexport type { Kind };\n",
      ),
    },
    expect: [],
  },
  {
    name: 'An old error is put right',
    base: player,
    change: { 'src/legacy.ts': legacy.replace('legacyLength: string', 'legacyLength: number') },
    expect: [],
  },
];
