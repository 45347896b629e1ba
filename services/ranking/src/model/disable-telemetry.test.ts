import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const homes: string[] = [];
afterEach(() => homes.splice(0).forEach((home) => rmSync(home, { recursive: true })));

test('Loading and running the model leaves no trace in the home folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  homes.push(home);
  const source = `
    import { loadOnnxScorer } from ${JSON.stringify(new URL('./load-onnx-scorer.ts', import.meta.url).href)};
    const scorer = await loadOnnxScorer(${JSON.stringify(fileURLToPath(new URL('../../model', import.meta.url)))});
    const values = new Float32Array(scorer.inputs.length);
    const scores = await scorer.score({ values, rowCount: 1, columnCount: values.length });
    console.log(scores.length);`;
  // Nothing else of the environment: the library also stays quiet where it thinks that it is tested.
  const options = { encoding: 'utf8', env: { HOME: home, XDG_CACHE_HOME: join(home, 'cache') } } as const;
  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', source], options).trim()).toBe('1');
  expect(readdirSync(home)).toEqual([]);
});
