import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import { afterEach, expect, test } from 'vitest';
import type { NowPlayingResponse, ServingModels } from './contract.ts';
import { Exposure } from './exposure/exposure.ts';
import { modelNames } from './model/create-model-slots.ts';
import type { RankerCard, ServingPointer } from './model/model-card.ts';
import type { ShadowReport } from './shadow/shadow-report.ts';

const script = fileURLToPath(new URL('../../../scripts/serve-ranking.ts', import.meta.url));
const committed = fileURLToPath(new URL('../../models/registry', import.meta.url));

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
};

/** A copy of the committed registry in which the cheap model is also a version of the full one. */
const copyRegistry = () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-operations-'));
  folders.push(folder);
  const registry = join(folder, 'registry');
  cpSync(committed, registry, { recursive: true });
  const versionOf = (name: string): string =>
    (JSON.parse(readFileSync(join(registry, name, 'serving.json'), 'utf8')) as ServingPointer).full;
  const [full, cheap] = [versionOf(modelNames.full), versionOf(modelNames.cheap)];
  const other = join(registry, modelNames.full, 'other');
  cpSync(join(registry, modelNames.cheap, cheap), other, { recursive: true });
  const card = JSON.parse(readFileSync(join(other, 'card.json'), 'utf8')) as RankerCard;
  writeFileSync(join(other, 'card.json'), JSON.stringify({ ...card, name: modelNames.full, version: 'other' }));
  const point = (pointer: ServingPointer): void => {
    writeFileSync(join(folder, 'next.json'), JSON.stringify(pointer));
    renameSync(join(folder, 'next.json'), join(registry, modelNames.full, 'serving.json'));
  };
  return { folder, registry, full, point };
};

const serve = async (environment: Record<string, string>) => {
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'error', MODEL_POLL_MS: '30', ...environment };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(child);
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stderr })) {
    url = /^ranking: (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error('serve-ranking ended before it listened');
  const get = async <Answer>(path: string): Promise<Answer> => (await (await fetch(url + path)).json()) as Answer;
  const view = async (user: string): Promise<NowPlayingResponse> => {
    const answer = await fetch(`${url}/v1/now-playing`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-deadline-ms': String(Date.now() + 1900) },
      body: JSON.stringify({ user, current: { id: 'track-9', artist: 'artist-17' } }),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as NowPlayingResponse;
  };
  const serving = async (): Promise<ServingPointer | undefined> =>
    (await get<ServingModels>('/v1/models')).models.find(({ name }) => name === modelNames.full)?.serving;
  return { child, url, view, get, serving };
};

const patient = { timeout: 30_000, interval: 20 };

test('A running process takes over a new version, a canary and a shadow from the registry, and goes back, losing no request', async () => {
  const { registry, full, point } = copyRegistry();
  const { view, serving, get, child } = await serve({ MODEL_REGISTRY: registry, SHADOW_SAMPLE_EVERY: '1' });
  expect((await view('user-1')).model).toEqual({ name: modelNames.full, version: full });

  point({ full: 'other' });
  await expect.poll(async () => (await view('user-1')).model.version, patient).toBe('other');

  point({ full, canary: { version: 'other', percent: 30 } });
  await expect.poll(async () => (await serving())?.canary?.percent, patient).toBe(30);
  const versionsOf = async () => {
    const versions = [];
    for (let at = 0; at < 60; at += 1) versions.push((await view(`user-${at}`)).model.version);
    return versions;
  };
  const versions = await versionsOf();
  expect(new Set(versions)).toEqual(new Set([full, 'other']));
  expect(await versionsOf()).toEqual(versions);

  point({ full, shadow: 'other' });
  await expect.poll(async () => (await serving())?.shadow, patient).toBe('other');
  const report = async () => {
    await view('user-1');
    return get<ShadowReport>('/v1/models/shadow-report');
  };
  await expect.poll(async () => (await report()).compared, patient).toBeGreaterThan(3);
  const { topKOverlap, kendallTau, ...facts } = await report();
  expect(facts).toMatchObject({ name: modelNames.full, full, shadow: 'other', failed: 0 });
  expect(topKOverlap.mean).toBeGreaterThan(0);
  expect(kendallTau.mean).toBeGreaterThan(0);

  writeFileSync(join(registry, modelNames.full, 'other', 'model.onnx'), 'torn');
  point({ full });
  await expect.poll(serving, patient).toEqual({ full });
  point({ full: 'other' });
  expect((await view('user-1')).model.version).toBe(full);
  await end(child, 'SIGTERM');
  expect(child.exitCode).toBe(0);
});

test('What was shown is in the exposure file when the process has ended, and no listener is', async () => {
  const { folder, registry, full } = copyRegistry();
  const file = join(folder, 'exposures.jsonl');
  const environment = { MODEL_REGISTRY: registry, EXPOSURE_FILE: file, EXPOSURE_KEY: 'a key of a system test' };
  const { view, child } = await serve(environment);
  const views = [];
  for (let at = 0; at < 20; at += 1) views.push(await view(`listener-${at}`));
  await end(child, 'SIGTERM');
  const text = readFileSync(file, 'utf8');
  const exposures = text
    .trim()
    .split('\n')
    .map((line) => Value.Parse(Exposure, JSON.parse(line)));
  expect(exposures.map(({ cards }) => cards.map(({ id }) => id))).toEqual(
    views.map(({ cards }) => cards.map(({ id }) => id)),
  );
  expect(new Set(exposures.map(({ model }) => model.version))).toEqual(new Set([full]));
  expect(exposures.map(({ arms }) => arms)).toEqual(views.map(({ arms }) => arms));
  expect(text).not.toContain('listener-');
});

test('A registry without anything to serve is answered by popularity, unready, until something is promoted', async () => {
  const { folder, registry } = copyRegistry();
  const empty = join(folder, 'empty');
  cpSync(registry, empty, { recursive: true });
  for (const name of Object.values(modelNames)) rmSync(join(empty, name, 'serving.json'), { force: true });
  const { url, view } = await serve({ MODEL_REGISTRY: empty });
  expect(await view('user-1')).toMatchObject({ degradation: 'popularity', degradationCause: 'model-failed' });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  cpSync(join(registry, modelNames.full, 'serving.json'), join(empty, modelNames.full, 'serving.json'));
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, patient).toBe(200);
  expect((await view('user-1')).degradation).toBe('none');
});
