import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { RankResponse } from './contract.ts';

type Recorded = { readonly path: string; readonly body: { readonly candidates: readonly unknown[] } };

const script = fileURLToPath(new URL('../../../scripts/serve-ranking.ts', import.meta.url));
const recorded = readFileSync(new URL('../bench/requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);
const [first] = recorded;

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
});

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await ended)[0];
};

const start = (environment: Record<string, string> = {}): ChildProcess => {
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...environment };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(child);
  return child;
};

const linesOf = (child: ChildProcess): AsyncIterable<string> => {
  if (!child.stderr) throw new Error('the child has no stderr');
  return createInterface({ input: child.stderr });
};

const serve = async () => {
  const child = start();
  const found = new Map<string, { url: string; pid: number }>();
  for await (const line of linesOf(child)) {
    const [, name, url, pid] = /^(\w+): (http:\S+) \(process (\d+)\)$/.exec(line) ?? [];
    if (name !== undefined && url !== undefined) found.set(name, { url, pid: Number(pid) });
    if (name === 'ranking') break;
  }
  const [ranking, features] = [found.get('ranking'), found.get('features')];
  if (!ranking || !features) throw new Error('serve-ranking ended before it listened');
  const rank = async ({ path, body }: Recorded): Promise<RankResponse> => {
    const answer = await fetch(ranking.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-deadline-ms': String(Date.now() + 1900) },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as RankResponse;
  };
  return { child, ranking, features, rank };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const untilGone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);

const recordedOf = (size: number) => recorded.filter(({ body }) => body.candidates.length === size);

test('Both services as processes rank every recorded request by the model, the same way each time', async () => {
  const { ranking, rank } = await serve();
  expect((await fetch(`${ranking.url}/readyz`)).status).toBe(200);
  expect(recorded.length).toBeGreaterThanOrEqual(50);
  for (const request of recorded) {
    const answer = await rank(request);
    expect(answer.degradation).toBe('none');
    expect(answer.cards.length).toBeGreaterThanOrEqual(10);
    expect(await rank(request)).toEqual(answer);
  }

  const durations: number[] = [];
  for (const request of Array.from({ length: 20 }, () => recordedOf(100))
    .flat()
    .slice(0, 200)) {
    const begin = performance.now();
    await rank(request);
    durations.push(performance.now() - begin);
  }
  const median = durations.sort((a, b) => a - b)[100] ?? Number.NaN;
  console.log(`100 candidates over HTTP, features included: p50 ${Math.round(median * 1000)} µs (not asserted)`);
});

test('When the features service is killed, the answer is 200, degraded, and the service stays ready', async () => {
  const { ranking, features, rank } = await serve();
  expect(first).toBeDefined();
  if (!first) return;
  expect((await fetch(`${ranking.url}/readyz`)).status).toBe(200);
  process.kill(features.pid, 'SIGKILL');
  await untilGone(features.pid);
  expect(await rank(first)).toMatchObject({ degradation: 'popularity', degradationCause: 'features-unavailable' });
  expect((await fetch(`${ranking.url}/readyz`)).status).toBe(200);
  const metrics = await (await fetch(`${ranking.url}/metrics`)).text();
  expect(metrics).toContain('ranking_degraded_answers_total{cause="features-unavailable"} 1');
});

test('SIGTERM ends both processes with exit code 0', async () => {
  const { child, features } = await serve();
  expect(await end(child, 'SIGTERM')).toBe(0);
  expect(isAlive(features.pid)).toBe(false);
});

test('When the parent is killed outright, the features service ends by itself', async () => {
  const { child, features } = await serve();
  await end(child, 'SIGKILL');
  await untilGone(features.pid);
});

test('A wrong setting ends with exit code 2 and a sentence that names it, and leaves no process behind', async () => {
  const child = start({ PORT: 'many' });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of linesOf(child)) lines.push(line);
  expect(await ended).toEqual([2, null]);
  expect(lines.at(-1)).toMatch(/^The environment does not configure this service: PORT must be integer/);
  const [pid] = lines.flatMap((line) => /process (\d+)/.exec(line)?.[1] ?? []);
  expect(isAlive(Number(pid))).toBe(false);
});
