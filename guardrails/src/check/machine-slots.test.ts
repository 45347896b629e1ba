import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../tree/repository.builder.ts';
import { takeSlot, type SlotPool } from './machine-slots.ts';

let pools = 0;
const aPool = (count: number, patienceMs?: number): SlotPool => ({
  name: `test-${process.pid}-${(pools += 1)}`,
  count,
  ...(patienceMs === undefined ? {} : { patienceMs }),
});
const never = new AbortController().signal;

describe.runIf(process.platform === 'linux')('the slots of a machine', () => {
  it('are held by so many at once, and no more', async () => {
    const pool = aPool(2);
    let [holding, most] = [0, 0];
    const work = async (): Promise<void> => {
      const release = await takeSlot(pool, never);
      most = Math.max(most, (holding += 1));
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      holding -= 1;
      release();
    };
    await Promise.all(Array.from({ length: 12 }, work));
    expect(most).toBe(2);
    expect(holding).toBe(0);
  });

  it('come free when their holder is killed', () =>
    withFolder(async (dir) => {
      const pool = aPool(1);
      const script = join(dir, 'hold.mts');
      const module = pathToFileURL(join(import.meta.dirname, 'machine-slots.ts')).href;
      await writeFile(
        script,
        `import { takeSlot } from ${JSON.stringify(module)};
await takeSlot(${JSON.stringify(pool)}, new AbortController().signal);
process.send?.('held');
setInterval(() => undefined, 1000);
`,
      );
      const child = fork(script);
      await once(child, 'message');
      let hasSlot = false;
      const waiting = takeSlot(pool, never).then((release) => {
        hasSlot = true;
        return release;
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(hasSlot).toBe(false);
      child.kill('SIGKILL');
      (await waiting)();
      expect(hasSlot).toBe(true);
    }));

  it('are no reason to hang: patience ends, and so does a check that is stopped', async () => {
    const release = await takeSlot(aPool(1), never);
    const pool = aPool(1, 20);
    const first = await takeSlot(pool, never);
    (await takeSlot(pool, never))();
    const stop = new AbortController();
    const other = aPool(1);
    const held = await takeSlot(other, never);
    const waiting = takeSlot(other, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    for (const give of [release, first, held]) give();
  });
});
