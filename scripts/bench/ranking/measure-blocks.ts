import { loadService, type BenchParts } from './bench-parts.ts';
import type { LoadResult } from './load/load-plan.ts';
import { cpuMicrosOf } from './process-usage.ts';

/** One server under a closed load for some seconds. */
export type Block = {
  readonly answered: number;
  readonly perSecond: number;
  /** Processor time of the measured process for one answer. */
  readonly cpuMicros: number;
  /** The share of a core that it used; near 1 when it, and not the load, was the limit. */
  readonly utilisation: number;
  readonly result: LoadResult;
};

export type Target = {
  readonly url: string;
  readonly path: string;
  /** The processes whose time counts. */
  readonly pids: readonly number[];
};

/** Keeps a server busy by `concurrency` callers and counts what an answer costs. @throws Error when a request got no answer 200 */
export const measureBlock = async (
  parts: BenchParts,
  { url, path, pids }: Target,
  shape: { readonly concurrency: number; readonly seconds: number; readonly budgetMs: number },
): Promise<Block> => {
  const cpuBefore = sumOf(pids);
  const startMs = performance.now();
  const { concurrency, seconds, budgetMs } = shape;
  const result = await loadService(parts, {
    urls: [url],
    path,
    budgetMs,
    shape: { kind: 'closed', concurrency, seconds },
  });
  const wallSeconds = (performance.now() - startMs) / 1000;
  const cpuMicros = sumOf(pids) - cpuBefore;
  const answered = result.inTime + result.late;
  if (answered < result.sent || answered === 0)
    throw new Error(
      `${path}: ${result.sent - answered} of ${result.sent} requests failed: ${JSON.stringify(result.codes)}`,
    );
  return {
    answered,
    perSecond: answered / wallSeconds,
    cpuMicros: cpuMicros / answered,
    utilisation: cpuMicros / 1e6 / wallSeconds,
    result,
  };
};

const sumOf = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuMicrosOf(pid), 0);

/**
 * Measures two servers in turn, the order changed each round (ABBA), so that what changes on the machine meets both.
 * @returns the blocks of each, in pairs
 */
export const measureInTurn = async <Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<Block>>>,
): Promise<Record<Name, Block[]>> => {
  const names = Object.keys(measures) as Name[];
  const blocks = Object.fromEntries(names.map((name) => [name, [] as Block[]])) as Record<Name, Block[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) blocks[name].push(await measures[name]());
  return blocks;
};
