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
import { loadOnnxScorer } from '../src/model/load-onnx-scorer.ts';
import { parseModelCard } from '../src/model/model-card.ts';

const runs = 300;
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const scorer = await loadOnnxScorer(fileURLToPath(new URL('../model', import.meta.url)));
const { inputs } = parseModelCard(read('../model/card.json'));
const golden = JSON.parse(read('../model/golden.json')) as { vectors: { features: (number | null)[] }[] };

const measure = async (request: RankRequest): Promise<Record<string, number>> => {
  const { candidates, current } = request;
  const served: ServedFeatures = {
    names: inputs.map(({ name }) => name),
    rows: candidates.map((_, row) => golden.vectors[row % golden.vectors.length]?.features ?? []),
  };
  const samples = { encode: [] as number[], model: [] as number[], rerank: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const begin = performance.now();
    const matrix = encodeFeatures({ inputs, candidates, current, served });
    const encoded = performance.now();
    const scores = await scorer.score(matrix);
    const scored = performance.now();
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

const requests = read('./requests.jsonl')
  .trim()
  .split('\n')
  .map((line) => Value.Parse(RankRequest, (JSON.parse(line) as { body: unknown }).body));
const sizes = [...new Set(requests.map(({ candidates }) => candidates.length))].sort((a, b) => a - b);
for (const size of sizes) {
  const request = requests.find(({ candidates }) => candidates.length === size);
  if (request) console.log({ candidates: size, ...(await measure(request)) });
}
