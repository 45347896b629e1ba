import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openFileStore } from './file/open-file-store.ts';
import { openMemoryStore } from './open-memory-store.ts';
import { describeStore } from './store-conformance.builder.ts';

const root = mkdtempSync(join(tmpdir(), 'event-store-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

describeStore('memory', ({ seed, now }) => Promise.resolve({ snapshot: seed, store: openMemoryStore(seed, now) }));
describeStore('file', (options, place) => openFileStore({ ...options, folder: join(root, place), sync: 'none' }));
