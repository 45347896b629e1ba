import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { startPlatform, type Platform } from '../../scripts/platform/start-platform.ts';
import type { SimulationSummary } from '../../scripts/simulate/summarise-simulation.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-simulate-test-'));
const platforms: Platform[] = [];
afterEach(async () => {
  for (const platform of platforms.splice(0)) await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

const simulate = async (argv: readonly string[]) => {
  const json = join(folder, 'summary.json');
  const child = spawn(
    process.execPath,
    [resolve(import.meta.dirname, '../../scripts/simulate/main.ts'), '--json', json, ...argv],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [output, [code]] = (await Promise.all([text(child.stdout), once(child, 'exit')])) as [string, [number | null]];
  return { output, code, summary: JSON.parse(readFileSync(json, 'utf8')) as SimulationSummary };
};

test('Simulated listeners use live services: each view is answered, and every event is kept', async () => {
  const platform = await startPlatform({ folder, rankings: 2 });
  platforms.push(platform);
  const ranking = platform.rankings.map(({ url }) => url).join(',');
  const argv = ['--ranking', ranking, '--features', platform.features.url, '--budget', '1900'];
  const { code, output, summary } = await simulate([...argv, '--views', '80', '--rate', '80']);
  expect(summary).toMatchObject({ views: 80, failures: {}, events: { duplicates: 0, lost: {} } });
  expect(summary.events.accepted).toBeGreaterThan(80);
  expect(Object.keys(summary.arms).length).toBeGreaterThan(1);
  expect(output).toContain('no evidence of quality');
  expect(code).toBe(0);
});

test('When features dies meanwhile, views go on degraded, and what was not kept is counted and fails the run', async () => {
  const platform = await startPlatform({ folder });
  platforms.push(platform);
  const [{ url } = { url: '' }] = platform.rankings;
  const argv = ['--ranking', url, '--features', platform.features.url, '--budget', '1900'];
  await platform.features.signal('SIGKILL');
  const { code, summary } = await simulate([...argv, '--views', '20', '--rate', '100']);
  expect(summary.failures).toEqual({});
  expect(summary.degradations).not.toHaveProperty('none');
  expect(Object.keys(summary.events.lost).length).toBeGreaterThan(0);
  expect(code).toBe(1);
});
