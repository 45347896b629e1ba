import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { AuditEntry } from './audit-event.ts';
import { openAuditLog, parseAuditLog } from './audit-log.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const openLog = () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-audit-'));
  folders.push(folder);
  const path = join(folder, 'audit.jsonl');
  return { path, log: openAuditLog(path, () => 5) };
};

const added = (version: string): AuditEntry => ({
  ...{ event: 'added', model: 'ranker', version, reason: 'a test' },
  sha256: 'f'.repeat(64),
});

test('What was appended is read back in order, each line naming the one before', () => {
  const { log } = openLog();
  ['a', 'b', 'c'].forEach((version) => log.append(added(version)));
  const { lines, broken } = log.read();
  expect(lines.map(({ entry }) => entry)).toEqual([added('a'), added('b'), added('c')]);
  expect(new Set(lines.map(({ previous }) => previous)).size).toBe(3);
  expect(broken).toEqual([]);
});

test('A log that was cut off anywhere gives a prefix of its lines, goes on, and says where it was cut', () => {
  const { path, log } = openLog();
  ['a', 'b', 'c'].forEach((version) => log.append(added(version)));
  const whole = readFileSync(path, 'utf8');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
      writeFileSync(path, whole.slice(0, length));
      const kept = log.read().lines.length;
      log.append(added('later'));
      const { lines, broken } = log.read();
      expect(lines.map(({ entry }) => entry)).toEqual([...['a', 'b', 'c'].slice(0, kept), 'later'].map(added));
      const isBetweenLines = length === 0 || whole[length - 1] === '\n' || whole[length] === '\n';
      expect(broken.length).toBe(isBetweenLines ? 0 : 1);
    }),
  );
});

test('An edited, a removed and a swapped line show', () => {
  const { path, log } = openLog();
  ['a', 'b', 'c', 'd'].forEach((version) => log.append(added(version)));
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const read = (changed: readonly (string | undefined)[]) => parseAuditLog(changed.join('\n')).broken;
  expect(read(lines)).toEqual([]);
  expect(read(lines.with(1, (lines[1] ?? '').replace('"b"', '"x"')))).toEqual([3]);
  expect(read(lines.toSpliced(1, 1))).toEqual([2]);
  expect(read([lines[0], lines[2], lines[1], lines[3]])).toEqual([2, 3, 4]);
});

test('Any text is read without an exception', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseAuditLog(text).lines).toEqual([]);
    }),
  );
});
