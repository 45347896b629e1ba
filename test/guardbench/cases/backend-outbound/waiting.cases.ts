import type { GuardbenchCase } from '../../guardbench-case.ts';
import { service, warning } from './base-service.ts';

const sleep = `export const sleep = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });\n`;
const base = { ...service, 'src/sleep.ts': sleep };

/** How long a call may take, and how often it is tried. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a signal is taken and not passed on to a pause',
    base,
    change: {
      'src/poll.ts': `import { setTimeout as pause } from 'node:timers/promises';

export const poll = async (isReady: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
  while (!(await isReady())) {
    signal.throwIfAborted();
    await pause(5_000);
  }
};
`,
    },
    expect: [warning('src/poll.ts', 'await pause(5_000);')],
  },
  {
    name: 'a file is closed after the signal, on purpose',
    base,
    change: {
      'src/session.ts': `export const withSession = async (url: string, signal: AbortSignal): Promise<string> => {
  const session = await fetch(url, { method: 'POST', signal });
  try {
    return await session.text();
  } finally {
    await fetch(url, { method: 'DELETE', signal: AbortSignal.timeout(500) });
  }
};
`,
    },
    expect: [],
  },
  {
    name: 'a signal is taken and forgotten in the second of two calls',
    base,
    change: {
      'src/search.ts': `const readIndex = async (url: string, signal?: AbortSignal): Promise<Response> => fetch(url, { signal: signal ?? null });

export const search = async (term: string, signal: AbortSignal): Promise<readonly Response[]> => {
  const first = await readIndex('http://index/' + encodeURIComponent(term), signal);
  const second = await readIndex('http://history/' + encodeURIComponent(term));
  return [first, second];
};
`,
    },
    expect: [warning('src/search.ts', "readIndex('http://history/'")],
  },
  {
    name: 'a signal goes on inside one that also has a limit',
    base,
    change: {
      'src/search.ts': `export const search = async (term: string, signal: AbortSignal): Promise<Response> => {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(300)]);
  return fetch('http://index/' + encodeURIComponent(term), { signal: limited });
};
`,
    },
    expect: [],
  },
  {
    name: 'a retry without a limit',
    base,
    change: {
      'src/send-play.ts': `import { sleep } from './sleep.ts';

export const sendPlay = async (send: () => Promise<void>): Promise<void> => {
  while (true) {
    try {
      await send();
      return;
    } catch (error) {
      console.warn('send failed', error);
      await sleep(100);
    }
  }
};
`,
    },
    expect: [warning('src/send-play.ts', 'while (true) {')],
  },
  {
    name: 'a retry that spends all its tries at once',
    base,
    change: {
      'src/send-play.ts': `export const sendPlay = async (send: () => Promise<string>): Promise<string> => {
  let last: unknown;
  for (let tries = 0; tries < 5; tries++) {
    try {
      return await send();
    } catch (error) {
      last = error;
    }
  }
  throw new Error('five tries failed', { cause: last });
};
`,
    },
    expect: [warning('src/send-play.ts', 'for (let tries = 0')],
  },
  {
    name: 'a retry with a limit and a growing pause',
    base,
    change: {
      'src/send-play.ts': `import { sleep } from './sleep.ts';

export const sendPlay = async (send: () => Promise<string>): Promise<string> => {
  let last: unknown;
  for (let tries = 0; tries < 5; tries++) {
    try {
      return await send();
    } catch (error) {
      last = error;
      await sleep(2 ** tries * 50);
    }
  }
  throw new Error('five tries failed', { cause: last });
};
`,
    },
    expect: [],
  },
  {
    name: 'a worker that goes on after a failure is no retry',
    base,
    change: {
      'src/worker.ts': `export const work = async (next: () => Promise<void>, isClosed: () => boolean): Promise<void> => {
  while (!isClosed()) {
    try {
      await next();
    } catch (error) {
      console.error('job failed', error);
    }
  }
};
`,
    },
    expect: [],
  },
];
