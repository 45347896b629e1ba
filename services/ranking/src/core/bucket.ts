/** The number of buckets that listeners are spread over: a hundredth of a percent each. */
export const bucketCount = 10_000;

/**
 * The bucket of a listener under a salt: the same on every machine and in every release, spread evenly, and independent
 * between salts. MurmurHash3 (x86, 32 bit; Austin Appleby) of `salt`, a NUL and `listener` in UTF-16 code units.
 */
export const bucketOf = (salt: string, listener: string): number => murmurHash3(`${salt}\0${listener}`) % bucketCount;

/** MurmurHash3 (x86, 32 bit) of a text's UTF-16 code units, two a block; unsigned. */
export const murmurHash3 = (text: string): number => {
  let hash = 0;
  const paired = text.length & ~1;
  for (let at = 0; at < paired; at += 2) {
    hash ^= scramble(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16));
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0;
  }
  if (paired < text.length) hash ^= scramble(text.charCodeAt(paired));
  return finish(hash ^ (text.length * 2));
};

const scramble = (block: number): number => Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

const finish = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};
