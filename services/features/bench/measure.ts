/**
 * Measures the features service on this machine, one table: events a second that the log keeps against a naive log (one
 * append and one fdatasync an event, the same records), and batches over HTTP. Run: `node services/features/bench/measure.ts
 * [--folder DIR] [--seconds N]`. The folder decides what a confirmed write costs: name one on the disk in question.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient, createLogger, createMetrics, runService } from '@interlock-dev/chassis';
import { createFeaturesApp } from '../src/app.ts';
import type { ListeningEvent } from '../src/core/listening-event.ts';
import { createEmptySnapshot } from '../src/core/records.ts';
import { encodeFrame } from '../src/store/file/frame.ts';
import { openFileStore } from '../src/store/file/open-file-store.ts';
import { readSnapshot } from '../src/store/read-snapshot.ts';

const { values } = parseArgs({
  options: { folder: { type: 'string', default: tmpdir() }, seconds: { type: 'string', default: '2' } },
});
const secondsEach = Number(values.seconds);
const logger = createLogger({ service: 'bench', level: 'warn' });
const seed = readSnapshot(new URL('../seed/snapshot.json', import.meta.url).pathname);
const [users, items] = [[...seed.users.keys()], [...seed.items.keys()]];

let made = 0;
const makeEvent = (): ListeningEvent => {
  made += 1;
  return {
    id: `event-${made}`,
    type: made % 4 === 0 ? 'skip' : 'play',
    user: users[made % users.length] ?? '',
    item: items[(made * 7) % items.length] ?? '',
    at: Date.now(),
    currentItem: items[(made * 3) % items.length] ?? '',
  };
};

/** Events a second when so many senders each wait for their event before they send the next. */
const measureSenders = async (senders: number, send: (event: ListeningEvent) => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  let sent = 0;
  const isOver = () => performance.now() - begin > secondsEach * 1000;
  const run = async () => {
    for (; !isOver(); sent += 1) await send(makeEvent());
  };
  await Promise.all(Array.from({ length: senders }, run));
  return sent / ((performance.now() - begin) / 1000);
};

const measureOurs = async (folder: string, senders: number, sync: 'commit' | 'none'): Promise<number> => {
  const { store } = await openFileStore({ folder, sync, seed: createEmptySnapshot('bench'), now: Date.now, logger });
  try {
    return await measureSenders(senders, (event) => store.append([event], Date.now() + 60_000));
  } finally {
    await store.close();
  }
};

const measureNaive = async (path: string, senders: number): Promise<number> => {
  const file = await open(path, 'a');
  let sequence = 0;
  let last: Promise<unknown> = Promise.resolve();
  const keep = async (event: ListeningEvent): Promise<void> => {
    sequence += 1;
    await file.write(encodeFrame({ sequence, payload: Buffer.from(JSON.stringify(event)) }));
    await file.datasync();
  };
  try {
    return await measureSenders(senders, (event) => (last = last.then(() => keep(event))));
  } finally {
    await last;
    await file.close();
  }
};

const measureBatches = async (count: number): Promise<{ p50: number; p99: number; perSecond: number }> => {
  const service = await createFeaturesApp({ snapshot: seed, logger, metrics: createMetrics() });
  const running = await runService(service, { host: '127.0.0.1', port: 0, drainMs: 0 });
  const client = createClient({ baseUrl: running.url });
  const operation = { method: 'POST', path: '/v1/features/batch', isIdempotent: true, response: {} } as const;
  const ask = client.operation<object, object>(operation);
  const body = { user: users[0] ?? '', currentItem: items[0] ?? '', items: items.slice(0, count) };
  const durations: number[] = [];
  for (let at = 0; at < 1500; at += 1) {
    const begin = performance.now();
    const answer = await ask(body, Date.now() + 1000);
    if (!answer.ok) throw new Error(`a batch failed: ${answer.reason}`);
    if (at >= 500) durations.push(performance.now() - begin);
  }
  await client.close();
  await running.stop();
  durations.sort((a, b) => a - b);
  const quantile = (share: number) => durations[Math.floor(share * durations.length)] ?? Number.NaN;
  return { p50: quantile(0.5), p99: quantile(0.99), perSecond: 1000 / quantile(0.5) };
};

const folder = mkdtempSync(join(values.folder, 'features-bench-'));
try {
  const rows = [];
  for (const senders of [1, 64, 512]) {
    const naive = await measureNaive(join(folder, `naive-${senders}`), senders);
    const ours = await measureOurs(join(folder, `ours-${senders}`), senders, 'commit');
    const unsynced = await measureOurs(join(folder, `unsynced-${senders}`), senders, 'none');
    rows.push({
      senders,
      'naive events/s': Math.round(naive),
      'group commit events/s': Math.round(ours),
      ratio: Number((ours / naive).toFixed(1)),
      'LOG_SYNC=none events/s': Math.round(unsynced),
    });
  }
  console.log(`Events kept in ${values.folder}, each acknowledged alone`);
  console.table(rows);
  const batches = [];
  for (const count of [1, 20, 100, 200]) {
    const { p50, p99 } = await measureBatches(count);
    batches.push({ items: count, 'p50 ms': Number(p50.toFixed(3)), 'p99 ms': Number(p99.toFixed(3)) });
  }
  console.log('Batches over HTTP on loopback, one after the other');
  console.table(batches);
} finally {
  rmSync(folder, { recursive: true });
}
