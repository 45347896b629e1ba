/**
 * Loaded into a process before anything else (`node --import`), by the test of kills alone: at the Nth time that the process
 * writes, syncs or renames, the process is gone as by `kill -9`, in the middle of that write. N is the first argument.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const fatal = Number(process.argv.at(-1));
let seen = 0;

const { writeSync, renameSync, fsyncSync } = fs;

const isFatal = (): boolean => (seen += 1) === fatal;

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way: nothing more may happen before it arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('unreachable');
};

fs.writeSync = ((file: number, bytes: Uint8Array) => {
  if (!isFatal()) return writeSync(file, bytes);
  writeSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
  return die();
}) as typeof fs.writeSync;

fs.renameSync = (from, to) => (isFatal() ? die() : renameSync(from, to));

fs.fsyncSync = (file) => (isFatal() ? die() : fsyncSync(file));

syncBuiltinESMExports();
