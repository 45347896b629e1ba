import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Value } from 'typebox/value';
import { sha256 } from '../package/sha256.ts';
import { AuditLine, type AuditEntry } from './audit-event.ts';

/** The lines of an audit log that can be read, and where it is not what was written. */
export type AuditRead = {
  readonly lines: readonly AuditLine[];
  /** Line numbers, from 1, that are cut off, or that do not follow the line before them. */
  readonly broken: readonly number[];
};

/** The append-only log of a registry: what served when, and why. */
export type AuditLog = {
  readonly read: () => AuditRead;
  /** On the disk when this returns. */
  readonly append: (entry: AuditEntry) => void;
};

/** The log in a file, which is made on the first write; a tail that a kill cut off is left there and skipped. */
export const openAuditLog = (path: string, now: () => number): AuditLog => ({
  read: () => parseAuditLog(readText(path)),
  append: (entry) => {
    const text = readText(path);
    const line = JSON.stringify({ at: now(), entry, previous: lastHash(text) });
    appendDurably(path, `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`);
  },
});

/** Reads a log; what cannot be read is named, never guessed. */
export const parseAuditLog = (text: string): AuditRead => {
  const lines: AuditLine[] = [];
  const broken: number[] = [];
  let previous = none;
  for (const [at, raw] of text.split('\n').entries()) {
    if (raw === '') continue;
    const value = parseLine(raw);
    if (!value) {
      broken.push(at + 1);
      continue;
    }
    if (value.previous !== previous) broken.push(at + 1);
    previous = hashOf(raw);
    lines.push(value);
  }
  return { lines, broken };
};

const none = 'none';

const hashOf = (line: string): string => sha256(line).slice(0, 16);

const lastHash = (text: string): string => {
  const last = text.split('\n').findLast((line) => line !== '' && parseLine(line) !== undefined);
  return last === undefined ? none : hashOf(last);
};

const parseLine = (line: string): AuditLine | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(AuditLine, value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const readText = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const appendDurably = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a');
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
