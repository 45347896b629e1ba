import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAs, ServingPointer } from './model-card.ts';
import type { PointerRead } from './model-slot.ts';

/**
 * The pointer of a model in a registry, when its file changed since `lastStamp`. The file is always replaced as a whole, so its
 * inode, size and time of change tell: two promotions within one tick of the clock still differ by inode.
 */
export const readPointer = async (
  registry: string,
  name: string,
  lastStamp: string | undefined,
): Promise<PointerRead | 'unchanged'> => {
  const path = join(registry, name, 'serving.json');
  let stamp = 'none';
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    stamp = `${ino}:${size}:${mtimeNs}`;
    if (stamp === lastStamp) return 'unchanged';
    const parsed = parseAs(ServingPointer, await readFile(path, 'utf8'));
    return parsed.ok
      ? { ok: true, pointer: parsed.value, stamp }
      : { ok: false, detail: `${name}/serving.json ${parsed.detail}`, stamp };
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    if (stamp === lastStamp) return 'unchanged';
    return { ok: false, detail: `${name}/serving.json cannot be read (${code})`, stamp };
  }
};
