import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { buildRegistry } from './registry.builder.ts';

const homes: string[] = [];
afterEach(() => homes.splice(0).forEach((home) => rmSync(home, { recursive: true })));

test('Loading and running the model leaves no trace in the home folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  const registry = buildRegistry();
  homes.push(home, registry.folder);
  registry.addRanker({ name: 'ranker', version: 'v1', weights: [1, 2] });
  const address = { registry: registry.folder, name: 'ranker', version: 'v1' };
  const source = `
    import { loadRanker } from ${JSON.stringify(new URL('./load-ranker.ts', import.meta.url).href)};
    const runtime = { now: Date.now, loadTimeoutMs: 60000 };
    const { scorer } = await loadRanker(${JSON.stringify(address)}, runtime);
    const values = new Float32Array(scorer.inputs.length);
    const { scores } = await scorer.score({ values, rowCount: 1, columnCount: values.length }, Date.now() + 60000);
    console.log(scores.length);`;
  // Nothing else of the environment: the library also stays quiet where it thinks that it is tested.
  const options = { encoding: 'utf8', env: { HOME: home, XDG_CACHE_HOME: join(home, 'cache') } } as const;
  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', source], options).trim()).toBe('1');
  expect(readdirSync(home)).toEqual([]);
});
