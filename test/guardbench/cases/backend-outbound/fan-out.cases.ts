import type { GuardbenchCase } from '../../guardbench-case.ts';
import { service, warning } from './base-service.ts';

const limit = `/** Runs at most \`most\` at a time. */
export declare const limit: <T>(most: number, run: () => Promise<T>) => Promise<T>;
`;
const base = { ...service, 'src/limit.ts': limit };

/** Many calls for one request: side by side without a limit, one after the other, or synchronous. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'one query for each id of the input, all at once',
    base,
    change: {
      'src/load-tracks.ts': `import { prisma } from './store.ts';

export const loadTracks = async (ids: readonly string[]) =>
  Promise.all(ids.map((id) => prisma.track.findUnique({ where: { id } })));
`,
    },
    expect: [warning('src/load-tracks.ts', 'Promise.all(ids.map(')],
  },
  {
    name: 'the call of each id stands in a function of the file',
    base,
    change: {
      'src/load-covers.ts': `const loadCover = async (id: string): Promise<ArrayBuffer> => {
  const answer = await fetch('http://covers/' + encodeURIComponent(id), { signal: AbortSignal.timeout(500) });
  return answer.arrayBuffer();
};

export const loadCovers = async (ids: readonly string[]): Promise<readonly ArrayBuffer[]> => {
  const covers = ids.map((id) => loadCover(id));
  return Promise.all(covers);
};
`,
    },
    expect: [warning('src/load-covers.ts', 'return Promise.all(covers);')],
  },
  {
    name: 'the same calls behind a limiter',
    base,
    change: {
      'src/load-tracks.ts': `import { limit } from './limit.ts';
import { prisma } from './store.ts';

export const loadTracks = async (ids: readonly string[]) =>
  Promise.all(ids.map((id) => limit(8, () => prisma.track.findUnique({ where: { id } }))));
`,
    },
    expect: [],
  },
  {
    name: 'three hosts that are written out are asked at once',
    base,
    change: {
      'src/ask-hosts.ts': `const hosts = ['http://a', 'http://b', 'http://c'];

export const askHosts = async (): Promise<readonly Response[]> =>
  Promise.all(hosts.map((host) => fetch(host, { signal: AbortSignal.timeout(200) })));
`,
    },
    expect: [],
  },
  {
    name: 'independent reads wait for each other',
    base,
    change: {
      'src/load-tracks.ts': `import { prisma } from './store.ts';
import type { Track } from './track.ts';

export const loadTracks = async (ids: readonly string[]): Promise<readonly Track[]> => {
  const tracks: Track[] = [];
  for (const id of ids) {
    const track = await prisma.track.findUnique({ where: { id } });
    if (track !== null) tracks.push(track);
  }
  return tracks;
};
`,
    },
    expect: [warning('src/load-tracks.ts', 'await prisma.track.findUnique')],
  },
  {
    name: 'a loop that stops at the first track that is there',
    base,
    change: {
      'src/first-track.ts': `import { prisma } from './store.ts';
import type { Track } from './track.ts';

export const firstTrack = async (ids: readonly string[]): Promise<Track | null> => {
  for (const id of ids) {
    const track = await prisma.track.findUnique({ where: { id } });
    if (track !== null) return track;
  }
  return null;
};
`,
    },
    expect: [],
  },
  {
    name: 'one query for all of them',
    base,
    change: {
      'src/load-tracks.ts': `import { prisma } from './store.ts';

export const loadTracks = async (ids: readonly string[]) => prisma.track.findMany({ where: { id: { in: ids } } });
`,
    },
    expect: [],
  },
  {
    name: 'a handler reads a file synchronously, in a function that it calls',
    base,
    change: {
      'src/page.ts': `import { readFileSync } from 'node:fs';

type Reply = { send(text: string): void };

const template = (): string => readFileSync('templates/page.html', 'utf8');

export const showPage = (request: { readonly title: string }, reply: Reply): void => {
  reply.send(template().replace('{title}', request.title));
};
`,
    },
    expect: [warning('src/page.ts', "readFileSync('templates/page.html'")],
  },
  {
    name: 'a file is read once, before the server listens',
    base,
    change: {
      'src/page.ts': `import { readFileSync } from 'node:fs';

type Reply = { send(text: string): void };

const template = readFileSync('templates/page.html', 'utf8');

export const showPage = (request: { readonly title: string }, reply: Reply): void => {
  reply.send(template.replace('{title}', request.title));
};
`,
    },
    expect: [],
  },
];
