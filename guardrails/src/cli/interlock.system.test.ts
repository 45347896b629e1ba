import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/interlock.mjs', import.meta.url));

let temp = '';

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'interlock-cli-'));
  writeFileSync(join(temp, 'requests.jsonl'), '{"method":"GET","path":"/"}\n');
  // The bin decides by process.versions alone, so another version there is another Node for it.
  const versions = '{ ...process.versions, node: "20.10.0" }';
  writeFileSync(join(temp, 'old-node.mjs'), `Object.defineProperty(process, 'versions', { value: ${versions} });`);
});
afterAll(() => {
  rmSync(temp, { recursive: true, force: true });
});

type Started = {
  readonly child: ReturnType<typeof spawn>;
  readonly ended: Promise<unknown[]>;
  readonly output: () => string;
};

const start = (args: readonly string[], nodeOptions: readonly string[] = []): Started => {
  const child = spawn(process.execPath, [...nodeOptions, bin, ...args], {
    cwd: temp,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, ended: once(child, 'close'), output: () => output };
};

/** Processes of the machine, but for zombies, whose command line holds `mark`. */
const processesWith = (mark: string): readonly string[] =>
  readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(mark);
    } catch {
      // It ended while we looked.
      return false;
    }
  });

/** A server that is never ready, so that the command waits for it. */
const silentServer = (mark: string) => `exec ${process.execPath} -e 'setInterval(() => "${mark}", 1000)'`;

const latency = (mark: string) => [
  'latency',
  ...['--base', silentServer(mark), '--head', silentServer(mark), '--request', 'requests.jsonl'],
];

const serving = (mark: string) =>
  vi.waitFor(
    () => {
      // The command itself, and at least one of the servers in their walls.
      expect(processesWith(`setInterval(() => "${mark}"`).length).toBeGreaterThan(3);
    },
    { timeout: 60_000, interval: 50 },
  );

describe('interlock on a real machine', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`ends by ${signal} with every process that it started gone`, async () => {
      const mark = `interlock-${signal}-${process.pid}`;
      const { child, ended, output } = start(latency(mark));
      await serving(mark);
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(output()).toBe('');
      await vi.waitFor(() => {
        expect(processesWith(mark)).toEqual([]);
      });
    });

  it('goes on under the Node that npm installed when its own is too old, with the same exit code', async () => {
    const { ended, output } = start(['explain', 'nothing/known'], ['--import', join(temp, 'old-node.mjs')]);
    expect(await ended).toEqual([2, null]);
    expect(output()).toMatch(/^interlock: no finding has the code nothing\/known/);
  });

  it('hands a signal on to the Node that it went on under', async () => {
    const mark = `interlock-handed-${process.pid}`;
    const { child, ended } = start(latency(mark), ['--import', join(temp, 'old-node.mjs')]);
    await serving(mark);
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    await vi.waitFor(() => {
      expect(processesWith(mark)).toEqual([]);
    });
  });
});
