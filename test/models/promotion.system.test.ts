import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstRanking, startPlatform, type Platform } from '../../scripts/platform/start-platform.ts';
import { openRegistry, type Registry } from '../../services/models/src/registry/registry.ts';
import type { RankerPackage } from '../../services/models/src/package/model-package.ts';
import { renderLists } from '../../services/models/src/promotion/ranked-lists.ts';

const name = 'now-playing-ranker';
const folder = mkdtempSync(join(tmpdir(), 'models-promotion-'));
const root = join(folder, 'registry');
const exposures = join(folder, 'exposures.jsonl');
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let platform: Platform;
let registry: Registry;
let versions: { readonly first: string; readonly second: string };

beforeAll(async () => {
  cpSync(fromRoot('services/models/registry'), root, { recursive: true });
  registry = openRegistry(root);
  const second = secondVersion();
  registry.add(second);
  versions = { first: servingFull(), second: second.card.version };
  writeFileSync(join(folder, 'lists.jsonl'), listsThatFavour(second));
  platform = await startPlatform({
    folder,
    rankingEnvironment: {
      ...{ MODEL_REGISTRY: root, MODEL_POLL_MS: '20', SHADOW_SAMPLE_EVERY: '1' },
      ...{ EXPOSURE_FILE: exposures, EXPOSURE_KEY: 'a key for this test alone' },
      ...{ FALLBACK_RESERVE_MS: '50', DEFAULT_DEADLINE_MS: '5000' },
    },
  });
});

afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

const committed = (model: string): RankerPackage => {
  const serving = registry.serving(model);
  const read = serving.ok ? registry.read(model, serving.pointer.full) : serving;
  if (!read.ok || read.content.kind !== 'ranker') throw new Error(`no committed ranker ${model}`);
  return read.content;
};

// The committed cheap ranker under the name of the large one: another model of the same columns, made without a trainer.
const secondVersion = (): RankerPackage => {
  const small = committed(`${name}-small`);
  const version = `${name}-${small.card.sha256.slice(0, 8)}`;
  // A budget that a busy machine keeps too: this test measures nothing.
  return { ...small, card: { ...small.card, name, version, latencyBudgetMs: 2000 } };
};

const servingFull = (): string => {
  const serving = registry.serving(name);
  return serving.ok ? serving.pointer.full : serving.reason;
};

// Lists in which what the candidate likes best was played: this test is about the way, not about quality.
const listsThatFavour = ({ card, golden }: RankerPackage): string => {
  const vectors = golden.vectors;
  const lists = Array.from({ length: 60 }, (_, at) => {
    const shown = Array.from({ length: 12 }, (_unused, place) => vectors[(at * 7 + place * 5) % vectors.length]);
    const best = Math.max(...shown.map((vector) => vector?.score ?? 0));
    return {
      ...{ current: 'track-1', items: shown.map((_unused, place) => `item-${place}`) },
      rows: shown.map((vector) => vector?.features ?? []),
      labels: shown.map((vector) => (vector?.score === best ? 1 : 0)),
    };
  });
  return renderLists({ source: 'made for a test', names: card.features.map((feature) => feature.name), lists });
};

const models = (...args: string[]) => {
  const argv = [fromRoot('services/models/src/main.ts'), ...args, '--registry', root];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

const promote = (...args: string[]) => models('promote', name, versions.second, ...args);

const [request] = readFileSync(fromRoot('services/ranking/bench/requests.jsonl'), 'utf8')
  .split('\n', 1)
  .map((line) => (JSON.parse(line) as { body: { user: string } }).body);

/** Answers by status, or by the code of a failure. */
const outcomes = new Map<string, number>();

const rankFor = async (user: string): Promise<string> => {
  const answer = await fetch(`${firstRanking(platform).url}/v1/now-playing/rank`, {
    method: 'POST',
    // As long as the service grants: a busy machine is no fault of a swap.
    headers: { 'content-type': 'application/json', 'x-deadline-ms': `${Date.now() + 60_000}` },
    body: JSON.stringify({ ...request, user }),
  });
  const body = (await answer.json()) as { modelVersion?: string; code?: string };
  const outcome = body.code ?? `${answer.status}`;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  return body.modelVersion ?? outcome;
};

/** Asks for one listener after the other until `isDone` says so; how many were asked by the version that answered. */
const askUntil = async (isDone: (asked: number) => Promise<boolean> | boolean): Promise<Record<string, number>> => {
  const byVersion: Record<string, number> = {};
  for (let asked = 0; asked < 20_000; asked += 1) {
    if (await isDone(asked)) return byVersion;
    const version = await rankFor(`listener-${asked}`);
    byVersion[version] = (byVersion[version] ?? 0) + 1;
  }
  throw new Error('what the test waits for did not come');
};

const get = async (path: string): Promise<unknown> => {
  const answer = await fetch(`${firstRanking(platform).url}${path}`);
  return answer.ok ? answer.json() : undefined;
};

const serves = (expected: string) => async (): Promise<boolean> =>
  JSON.stringify(await get('/v1/models')).includes(expected);

const report = (file: string, value: unknown): string => {
  const path = join(folder, file);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

const handMadeReport = (percent: number): string => {
  const side = { answers: 1000, degraded: 0, failed: 0 };
  return report(`canary-${percent}.json`, { version: versions.second, percent, canary: side, full: side });
};

test('A version goes from shadow to everyone and back over the live service, by what that service itself reports, and no request fails', async () => {
  expect(promote('--to', 'shadow')).toMatchObject({ status: 0 });
  await askUntil(serves(`"shadow":"${versions.second}"`));
  expect(promote('--to', 'canary', '--percent', '1', '--lists', join(folder, 'lists.jsonl'))).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('shadow   cannot-check') as unknown,
  });

  let shadow: unknown;
  await askUntil(async (asked) => {
    if (asked % 50 !== 0) return false;
    shadow = await get('/v1/models/shadow-report');
    return ((shadow as { compared?: number } | undefined)?.compared ?? 0) >= 200;
  });
  const lists = ['--lists', join(folder, 'lists.jsonl')];
  const canary = promote(
    '--to',
    'canary',
    '--percent',
    '1',
    ...lists,
    '--shadow-report',
    report('shadow.json', shadow),
  );
  expect(canary).toMatchObject({ status: 0, stdout: expect.stringContaining('shadow   pass') as unknown });

  for (const [at, percent] of [1, 5, 25].entries())
    expect(
      promote('--to', 'canary', '--percent', `${[5, 25, 50][at] ?? 0}`, '--canary-report', handMadeReport(percent)),
    ).toMatchObject({ status: 0 });
  await askUntil(serves('"percent":50'));
  const since = new Date().toISOString();
  const byVersion = await askUntil((asked) => asked === 1400);
  expect(Object.keys(byVersion).toSorted()).toEqual([versions.first, versions.second].toSorted());

  let counted = { stdout: '' };
  await askUntil((asked) => {
    if (asked % 100 !== 0) return false;
    counted = models('canary-report', name, '--exposures', exposures, '--since', since);
    const { canary: own, full } = JSON.parse(counted.stdout) as Record<'canary' | 'full', { answers: number }>;
    return Math.min(own.answers, full.answers) >= 500;
  });
  const live = report('canary-live.json', JSON.parse(counted.stdout));
  expect(promote('--to', 'full', '--canary-report', live)).toMatchObject({ status: 0 });
  await askUntil(serves(`"full":"${versions.second}"`));
  expect(await rankFor('anyone')).toBe(versions.second);

  expect(models('rollback', name, '--reason', 'a test')).toMatchObject({ status: 0 });
  await askUntil(serves(`"full":"${versions.first}"`));
  expect(await rankFor('anyone')).toBe(versions.first);
  expect([...outcomes.keys()]).toEqual(['200']);
  expect(models('audit', name).stdout).toContain('golden pass, latency pass, quality pass, shadow pass');
});
