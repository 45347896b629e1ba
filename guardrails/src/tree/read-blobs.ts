import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { GitError, type Git } from './git.ts';
import { createBatchParser } from './parse-batch.ts';

/**
 * Reads the content of git objects. An object that is missing is absent in the answer. One process a git answers all that is
 * asked within a moment, because starting one costs more than most answers.
 * @param shas full hashes of blobs
 */
export const readBlobs = (git: Git, shas: readonly string[]): Promise<ReadonlyMap<string, Buffer>> => {
  const wanted = [...new Set(shas)];
  if (wanted.length === 0) return Promise.resolve(new Map());
  const known = readers.get(git);
  const reader = known?.isOpen() === true ? known : startReader(git);
  readers.set(git, reader);
  return reader.read(wanted);
};

type Reader = {
  readonly isOpen: () => boolean;
  readonly read: (shas: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
};

const readers = new WeakMap<Git, Reader>();

/** How long a process waits for the next question, in milliseconds. */
const idleMs = 100;

type Question = {
  readonly blobs: Map<string, Buffer>;
  missing: number;
  readonly resolve: (blobs: ReadonlyMap<string, Buffer>) => void;
  readonly reject: (error: Error) => void;
};

const startReader = (git: Git): Reader => {
  const child = git.start(['cat-file', '--batch']);
  const questions: Question[] = [];
  let isOpen = true;
  let idle: NodeJS.Timeout | undefined;
  const close = (): void => {
    isOpen = false;
    child.stdin.end();
  };
  const fail = (why: string, cause?: unknown): void => {
    isOpen = false;
    clearTimeout(idle);
    const error = new GitError(`git cat-file could not read objects in ${git.cwd}: ${why}`, { cause });
    for (const { reject } of questions.splice(0)) reject(error);
  };
  const answer = (sha: string, content: Buffer | null): void => {
    const question = questions[0];
    if (question === undefined) return;
    if (content !== null) question.blobs.set(sha, content);
    question.missing -= 1;
    if (question.missing > 0) return;
    questions.shift();
    question.resolve(question.blobs);
    if (questions.length > 0) return;
    idle = setTimeout(close, idleMs).unref();
    keepAlive(child, false);
  };
  let said = '';
  child.stdout.on('data', createBatchParser(answer));
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(0, 2000)));
  // A git that died closes the pipe; how it ended says what there is to say.
  child.stdin.on('error', () => undefined);
  child.on('error', (cause) => fail('git could not be started', cause));
  child.on('close', (code) => fail(`it ended with ${code ?? 'a signal'}: ${said}`));
  return {
    isOpen: () => isOpen,
    read: (shas) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        keepAlive(child, true);
        questions.push({ blobs: new Map(), missing: shas.length, resolve, reject });
        child.stdin.write(shas.map((sha) => `${sha}\n`).join(''));
      }),
  };
};

/** A process that waits for questions does not hold up the end of ours: it ends when our end of the pipe does. */
const keepAlive = (child: ChildProcess, isNeeded: boolean): void => {
  for (const each of [child, ...child.stdio.filter((stream) => stream instanceof Socket)]) {
    if (isNeeded) each.ref();
    else each.unref();
  }
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
