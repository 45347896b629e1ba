import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const places = {
  plain: {
    packages: [
      'openapi-diff@0.24.1',
      'api-smart-diff@1.0.6',
      'openapi-schema-diff@0.0.1',
      'json-schema-diff@1.0.0',
      'jsoncompat@0.4.2',
      '@exodus/schemasafe@1.3.0',
    ],
    overrides: {},
  },
  // With the newest ajv its linter does not load (it mixes two code generators), whatever one wants of it.
  optic: { packages: ['@useoptic/optic@1.0.9'], overrides: { ajv: '8.17.1' } },
} as const;

/** Installs what npm has to compare with into `folder`, install scripts off. Rejects when npm fails. */
export const installPeers = async (folder: string): Promise<void> => {
  for (const [place, { packages, overrides }] of Object.entries(places)) {
    const dir = join(folder, place);
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true, overrides }));
    await runQuietly('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], dir);
  }
};

/** Runs a program to its end, its stderr kept for the error. Rejects on a non-zero exit code. */
export const runQuietly = (program: string, args: readonly string[], cwd: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr = `${stderr}${data.toString()}`.slice(-4000)));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')} ended with ${String(code)}: ${stderr}`)),
    );
  });
