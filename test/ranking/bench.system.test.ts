import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import type { RankingReport } from '../../scripts/bench/ranking/format-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const measure = async (only: string) => {
  const json = join(folder, 'report.json');
  const script = resolve(import.meta.dirname, '../../scripts/bench/ranking/main.ts');
  const child = spawn(process.execPath, [script, '--quick', '--only', only, '--json', json], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = (await Promise.all([text(child.stdout), once(child, 'exit')])) as [string, [number | null]];
  return { output, code, report: JSON.parse(readFileSync(json, 'utf8')) as RankingReport };
};

// How quick it is here is not asserted: what is measured, and that nothing is lost while the model is exchanged, is.
test('The benchmark measures real services, prints its tables and keeps its numbers', async () => {
  const { output, code, report } = await measure('batch,memory');
  expect(report.sections.map(({ id }) => id)).toEqual(['batch', 'memory']);
  const [batch, memory] = report.sections.map(({ data }) => data) as [
    { micros: { ours: number; inTurn: number } },
    { sent: number; failed: number; swaps: number },
  ];
  expect(batch.micros.inTurn).toBeGreaterThan(batch.micros.ours);
  expect(memory.sent).toBeGreaterThanOrEqual(3000);
  expect(memory.swaps).toBeGreaterThanOrEqual(4);
  expect(memory.failed).toBe(0);
  expect(output).toContain('| times cheaper than one after another |');
  expect([0, 1]).toContain(code);
});
