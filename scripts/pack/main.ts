import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { restoreManifest } from './swap-manifest.ts';

/** Packages that are packed for others. */
const packages = ['eslint-plugin-local', 'guardrails', 'agent-tasks'];

// `npm run pack [FOLDER]`: the three tarballs, in FOLDER (default: dist). npm skips postpack when packing fails, so the
// manifests are put back here in any case.
const root = resolve(import.meta.dirname, '../..');
const destination = resolve(process.argv[2] ?? join(root, 'dist'));
await mkdir(destination, { recursive: true });
try {
  const workspaces = packages.flatMap((name) => ['-w', name]);
  const { status } = spawnSync('npm', ['pack', ...workspaces, '--pack-destination', destination], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
} finally {
  for (const name of packages) await restoreManifest(join(root, name));
}
