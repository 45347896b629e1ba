import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuditLog, type AuditLog } from './audit-log.ts';
import { openRegistry, type Registry } from './registry.ts';

/** A registry in a folder of its own, with a clock that moves a second a look. */
export type TemporaryRegistry = {
  readonly root: string;
  readonly registry: Registry;
  readonly audit: AuditLog;
  readonly remove: () => void;
};

/** An empty registry for one test; the test removes it. */
export const openTemporaryRegistry = (): TemporaryRegistry => {
  const root = mkdtempSync(join(tmpdir(), 'models-registry-'));
  let seconds = 0;
  return {
    root,
    registry: openRegistry(root),
    audit: openAuditLog(join(root, 'audit.jsonl'), () => 1000 * (seconds += 1)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
