import type { Git } from './git.ts';

/**
 * Reads the content of git objects in one process. An object that is missing is absent in the answer.
 * @param shas full hashes of blobs
 */
export const readBlobs = async (git: Git, shas: readonly string[]): Promise<ReadonlyMap<string, Buffer>> => {
  const wanted = [...new Set(shas)];
  const { stdout, exitCode, stderr } = await git.run(['cat-file', '--batch'], {
    input: wanted.map((sha) => `${sha}\n`).join(''),
  });
  if (exitCode !== 0) throw new Error(`git cat-file could not read ${wanted.length} objects: ${stderr}`);
  return parseBatch(stdout);
};

/** Parses `<sha> <type> <size> LF <content> LF …`; `<name> missing LF` has no content. */
const parseBatch = (output: Buffer): ReadonlyMap<string, Buffer> => {
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < output.length;) {
    const lineEnd = output.indexOf(10, at);
    const [sha = '', , size] = output.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    if (size === undefined) continue;
    blobs.set(sha, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
};

/** Creates a reader of one blob at a time that gathers what is asked in the same turn of the event loop. */
export const createBlobReader = (git: Git): ((sha: string) => Promise<Buffer | undefined>) => {
  let batch: { readonly shas: string[]; readonly blobs: Promise<ReadonlyMap<string, Buffer>> } | null = null;
  const startBatch = () => {
    const shas: string[] = [];
    const blobs = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      batch = null;
      return readBlobs(git, shas);
    });
    return { shas, blobs };
  };
  return async (sha) => {
    batch ??= startBatch();
    batch.shas.push(sha);
    return (await batch.blobs).get(sha);
  };
};
