import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQuietLock } from './quiet-lock.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

it('lets as many share as there are places, one alone, and everyone in at last', async () => {
  const kind = fc.constantFrom('shared', 'exclusive', 'both');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(kind, fc.nat(5)), { maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      async (works, places) => {
        const lock = createQuietLock(places);
        const now = { shared: 0, alone: 0 };
        const inside = async (side: 'shared' | 'alone', length: number) => {
          now[side] += 1;
          expect(now.alone === 0 ? now.shared <= places : now.alone === 1 && now.shared === 0).toBe(true);
          await turns(length);
          now[side] -= 1;
        };
        const ended = await Promise.all(
          works.map(async ([work, length]) => {
            if (work === 'shared') await lock.shared(() => inside('shared', length));
            else if (work === 'exclusive') await lock.exclusive(() => inside('alone', length));
            else
              await lock.sharedWithExclusive(async (exclusive) => {
                await inside('shared', length);
                await exclusive(() => inside('alone', length));
                await inside('shared', length);
              });
            return true;
          }),
        );
        expect(ended).toHaveLength(works.length);
        expect(now).toEqual({ shared: 0, alone: 0 });
      },
    ),
  );
});

it('gives its place back when the work fails', async () => {
  const lock = createQuietLock(1);
  await expect(lock.exclusive(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(
    lock.sharedWithExclusive((exclusive) => exclusive(() => Promise.reject(new Error('again')))),
  ).rejects.toThrow('again');
  await expect(lock.shared(() => Promise.resolve('in'))).resolves.toBe('in');
});
