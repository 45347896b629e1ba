/**
 * Prints the microseconds that each stage of a ranking takes in this process, by number of candidates: encoding, the
 * model call, re-ranking. Medians of 300 runs on recorded-like requests; no network, no features service.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import { RankRequest } from '../src/contract.ts';
import { encodeFeatures, signalsOf, type ServedFeatures } from '../src/core/encode-features.ts';
import { rerank } from '../src/core/rerank.ts';
import { modelNames } from '../src/model/create-model-slots.ts';
import { loadRanker } from '../src/model/load-ranker.ts';
import { readRankerPackage } from '../src/model/read-package.ts';
import { readPointer } from '../src/model/read-pointer.ts';

const runs = 300;
const registry = fileURLToPath(new URL('../../models/registry', import.meta.url));
const name = modelNames.full;
const read = await readPointer(registry, name, undefined);
if (read === 'unchanged' || !read.ok) throw new Error(`nothing serves in ${registry}`);
const address = { registry, name, version: read.pointer.full };
const [loaded, found] = await Promise.all([
  loadRanker(address, { now: Date.now, loadTimeoutMs: 10_000 }),
  readRankerPackage(address),
]);
if (!loaded.ok || !found.ok) throw new Error(`${address.version} cannot be served`);
const { scorer } = loaded;
const { inputs } = scorer;
const { vectors } = found.golden;

const measure = async (request: RankRequest): Promise<Record<string, number>> => {
  const { candidates, current } = request;
  const served: ServedFeatures = {
    names: inputs.map((input) => input.name),
    rows: candidates.map((_, row) => vectors[row % vectors.length]?.features ?? []),
  };
  const samples = { encode: [] as number[], model: [] as number[], rerank: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const begin = performance.now();
    const matrix = encodeFeatures({ inputs, candidates, current, served });
    const encoded = performance.now();
    const answer = await scorer.score(matrix, Date.now() + 1000);
    const scored = performance.now();
    if (!answer.ok) throw new Error(answer.detail);
    const { scores } = answer;
    rerank(
      candidates.map((candidate, row) => ({ candidate, score: scores[row] ?? 0, signals: signalsOf(served, row) })),
      { current, limit: 20 },
    );
    samples.encode.push(encoded - begin);
    samples.model.push(scored - encoded);
    samples.rerank.push(performance.now() - scored);
  }
  return Object.fromEntries(Object.entries(samples).map(([stage, values]) => [`${stage} µs`, medianMicros(values)]));
};

const medianMicros = (millis: number[]): number =>
  Math.round(1000 * (millis.sort((a, b) => a - b)[Math.floor(millis.length / 2)] ?? 0));

const requests = readFileSync(new URL('./requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Value.Parse(RankRequest, (JSON.parse(line) as { body: unknown }).body));
const sizes = [...new Set(requests.map(({ candidates }) => candidates.length))].sort((a, b) => a - b);
for (const size of sizes) {
  const request = requests.find(({ candidates }) => candidates.length === size);
  if (request) console.log({ candidates: size, ...(await measure(request)) });
}
await scorer.close();
