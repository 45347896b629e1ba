/** A process that puts loads on services: a plan a message in, a result a message out. Ends with its parent. */
import { createSeededRandom } from '../../../../guardrails/src/catalog/latency/seeded-random.ts';
import { createBalancedSender } from './create-balanced-sender.ts';
import { createSender, type Sender } from './create-sender.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { runClosedLoop } from './run-closed-loop.ts';
import { runOpenLoop } from './run-open-loop.ts';
import { tally } from './tally.ts';

const runLoad = async (plan: LoadPlan): Promise<LoadResult> => {
  const sender = openSender(plan);
  const { bodies, budgetMs, seed, shape } = plan;
  const parts = { sender, bodies, budgetMs };
  try {
    const shots =
      shape.kind === 'open'
        ? await runOpenLoop(parts, shape.phases, createSeededRandom(seed))
        : await runClosedLoop(parts, shape);
    const phaseSeconds = shape.kind === 'open' ? shape.phases.map(({ seconds }) => seconds) : [shape.seconds];
    return tally(shots, { budgetMs, phaseSeconds });
  } finally {
    await sender.close();
  }
};

/** Enough that an overloaded service, and not the generator, is what a request waits for. */
const connections = 512;

const openSender = ({ urls, path }: LoadPlan): Sender => {
  const [url] = urls;
  if (url === undefined) throw new Error('a load needs an address');
  return urls.length === 1 ? createSender({ url, path, connections }) : createBalancedSender(urls);
};

process.on('message', (plan: LoadPlan) => {
  void runLoad(plan).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());
