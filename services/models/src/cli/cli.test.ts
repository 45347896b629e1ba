import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { registryErrors } from '../errors.ts';
import { buildRanker } from '../package/model-package.builder.ts';
import { contracts } from '../package/contracts.ts';
import { packageFiles } from '../package/package-files.ts';
import { openTemporaryRegistry, type TemporaryRegistry } from '../registry/temporary-registry.builder.ts';
import { createProgram } from './create-program.ts';

const opened: TemporaryRegistry[] = [];
afterEach(() => {
  opened.splice(0).forEach(({ remove }) => remove());
  process.exitCode = 0;
});
const open = (): TemporaryRegistry => {
  const temporary = openTemporaryRegistry();
  opened.push(temporary);
  return temporary;
};

const run = async ({ root }: TemporaryRegistry, ...args: string[]): Promise<string> => {
  const lines: string[] = [];
  const program = createProgram((line) => lines.push(line));
  await program.parseAsync([...args, '--registry', root], { from: 'user' });
  return lines.join('\n');
};

test('A package made elsewhere is checked and added, promoted, listed, and the audit says what served', async () => {
  const [temporary, elsewhere] = [open(), open()];
  const content = buildRanker();
  for (const [file, bytes] of packageFiles(content)) writeFileSync(join(elsewhere.root, file), bytes);
  const { version } = content.card;
  expect(await run(temporary, 'package', elsewhere.root)).toContain(`${version} added`);
  expect(await run(temporary, 'package', elsewhere.root)).toContain('was there already');
  expect(await run(temporary, 'list')).toContain('models/no-serving-version');
  expect(await run(temporary, 'promote', 'ranker', version, '--to', 'full')).toContain(
    `ranker serves {"full":"${version}"}`,
  );
  expect(await run(temporary, 'list')).toContain(`${version}  serves`);
  expect(await run(temporary, 'audit', 'ranker')).toContain('golden pass, latency pass');
  expect(await run(temporary, 'audit', '--at', new Date().toISOString())).toContain(`{"full":"${version}"}`);
  expect(await run(temporary, 'audit', '--at', '2020-01-01T00:00:00Z')).toBe('');
});

test('A gate that says no is exit code 1 and leaves what serves', async () => {
  const temporary = open();
  const [first, second] = [buildRanker(), buildRanker({ threshold: 2 })];
  [first, second].forEach(temporary.registry.add);
  await run(temporary, 'promote', 'ranker', first.card.version, '--to', 'full');
  await run(temporary, 'promote', 'ranker', second.card.version, '--to', 'shadow');
  const answer = await run(temporary, 'promote', 'ranker', second.card.version, '--to', 'canary', '--percent', '1');
  expect(answer).toContain('quality  cannot-check');
  expect(answer).toContain('ranker still serves');
  expect(process.exitCode).toBe(1);
  expect(await run(temporary, 'rollback', 'ranker', '--reason', 'a test')).toContain(
    `→ {"full":"${first.card.version}"}`,
  );
});

test('A canary is counted from an exposure log; without a canary there is nothing to count', async () => {
  const temporary = open();
  temporary.registry.add(buildRanker());
  const exposures = join(temporary.root, 'exposures.jsonl');
  writeFileSync(exposures, '');
  temporary.registry.point('ranker', { full: 'v1' });
  await expect(run(temporary, 'canary-report', 'ranker', '--exposures', exposures)).rejects.toThrow('has no canary');
  temporary.registry.point('ranker', { full: 'v1', canary: { version: 'v2', percent: 5 } });
  const report = await run(temporary, 'canary-report', 'ranker', '--exposures', exposures);
  expect(JSON.parse(report)).toMatchObject({ version: 'v2', percent: 5, canary: { answers: 0 } });
  await expect(run(temporary, 'canary-report', 'ranker', '--exposures', '/nowhere')).rejects.toThrow('cannot be read');
});

test('A log that was edited is exit code 1 with its line', async () => {
  const temporary = open();
  temporary.registry.add(buildRanker());
  await run(temporary, 'promote', 'ranker', buildRanker().card.version, '--to', 'full');
  const path = join(temporary.root, 'audit.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('every gate passed', 'nobody asked'));
  expect(await run(temporary, 'audit')).toContain('lines 2 of');
  expect(process.exitCode).toBe(1);
});

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

test('Help lists every command; a user’s mistake is one sentence on stderr and exit code 2', () => {
  const help = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' });
  for (const command of ['train', 'evaluate', 'package', 'promote', 'rollback', 'audit', 'list'])
    expect(help).toContain(`  ${command} `);
  const mistakes = [
    ['promote', 'none', 'v1', '--to', 'full'],
    ['promote', 'now-playing-ranker', 'x', '--to', 'canary'],
    ['evaluate'],
    ['evaluate', '--data', '/nowhere'],
    ['evaluate', '--sets', 'netflix', '--data', '/nowhere'],
    ['unknown'],
  ];
  for (const args of mistakes) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
    expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' });
    expect(stderr.trim()).not.toContain('\n    at ');
  }
});

test('The committed schema is what the code says, and the README documents every error code', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(JSON.parse(read('card.schema.json'))).toEqual(JSON.parse(JSON.stringify(contracts)));
  const documented = [...read('README.md').matchAll(/^\| `(models\/[a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(documented.toSorted()).toEqual(Object.keys(registryErrors).toSorted());
});
