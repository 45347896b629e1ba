import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildRanker } from '../package/model-package.builder.ts';
import { setServing } from './set-serving.ts';
import { openTemporaryRegistry, type TemporaryRegistry } from './temporary-registry.builder.ts';
import { servingPeriods } from './what-served.ts';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const [first, second] = [buildRanker(), buildRanker({ threshold: 2 })];

const promoteInProcess = (root: string, killAt: number) =>
  spawnSync(
    process.execPath,
    ['--import', script('./kill-at-write.ts'), script('./run-promotion.ts'), root, `${killAt}`],
    { encoding: 'utf8' },
  );

const servedVersion = ({ registry }: TemporaryRegistry): string => {
  const serving = registry.serving('ranker');
  if (!serving.ok) throw new Error(serving.detail);
  const content = registry.read('ranker', serving.pointer.full);
  if (!content.ok) throw new Error(content.detail);
  return serving.pointer.full;
};

test('A kill −9 in the middle of any write leaves a registry that serves, and the same command then finishes', () => {
  const statesAfterKill = new Set<string>();
  let killAt = 1;
  for (let isKilled = true; isKilled; killAt += 1) {
    const temporary = openTemporaryRegistry();
    try {
      temporary.registry.add(first);
      setServing(temporary, { model: 'ranker', step: 'full', after: { full: first.card.version }, reason: 'a test' });
      const { signal, status, stderr } = promoteInProcess(temporary.root, killAt);
      isKilled = signal === 'SIGKILL';
      if (!isKilled) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      statesAfterKill.add(servedVersion(temporary));
      expect(promoteInProcess(temporary.root, 0)).toMatchObject({ status: 0, signal: null });
      expect(servedVersion(temporary)).toBe(second.card.version);
      const periods = servingPeriods(temporary.audit.read().lines);
      expect(periods.at(-1)).toMatchObject({ untilMs: null, serving: { full: second.card.version } });
    } finally {
      temporary.remove();
    }
  }
  // Three files and a folder of a package, three lines of the log, the pointer: each written, synced or renamed.
  expect(killAt).toBeGreaterThan(15);
  expect([...statesAfterKill].sort()).toEqual([first.card.version, second.card.version].sort());
});

test('What the killed process was writing lies beside, under no name that anyone reads', () => {
  const temporary = openTemporaryRegistry();
  try {
    temporary.registry.add(first);
    expect(promoteInProcess(temporary.root, 3).signal).toBe('SIGKILL');
    expect(temporary.registry.versions('ranker')).toEqual([first.card.version]);
    expect(temporary.registry.read('ranker', second.card.version)).toMatchObject({ reason: 'models/unknown-version' });
    expect(readdirSync(join(temporary.root, 'ranker')).some((name) => name.startsWith('.'))).toBe(true);
  } finally {
    temporary.remove();
  }
});
