import { text } from 'node:stream/consumers';
import { measureMore } from './decide.ts';
import { runDuetBlock, type DuetBlock } from './duet-block.ts';
import type { Block } from './latency-evidence.ts';
import type { LoadGeneratorLine } from './load-generator-lines.ts';
import type { LoadGeneratorPlan } from './load-generator-plan.ts';
import { createSeededRandom, createWeightedChoice } from './seeded-random.ts';

// A script, run by path inside the outer sandbox: plan on stdin, one JSON object a line on stdout.

const startedMs = performance.now();

const runLoadGenerator = async (plan: LoadGeneratorPlan): Promise<void> => {
  const random = createSeededRandom(plan.seed);
  const weights = plan.requests.map(({ weight }) => weight);
  const chooseRequest = createWeightedChoice(weights, random);
  const blocks: Block[] = [];
  let longestMs = 0;
  do {
    const blockStartMs = performance.now();
    const intervalMs = blocks[0]?.intervalMs ?? null;
    const result = await runDuetBlock(plan, { random, chooseRequest, intervalMs, shouldProbe: blocks.length === 0 });
    writeBlock(result);
    if ('failures' in result || result.block === null) return;
    blocks.push(result.block);
    longestMs = Math.max(longestMs, performance.now() - blockStartMs);
  } while (shouldGoOn(plan, blocks, longestMs));
};

const shouldGoOn = (plan: LoadGeneratorPlan, blocks: readonly Block[], longestMs: number): boolean =>
  measureMore({ plan: plan.measurement, blocks, limits: plan.limits, isNew: plan.isNew }) === 'measure more' &&
  performance.now() - startedMs + longestMs < plan.wallMs;

const writeBlock = (result: DuetBlock): void => {
  if ('failures' in result) result.failures.forEach((failure) => writeLine({ type: 'failure', failure }));
  else {
    if (result.answers.length > 0) writeLine({ type: 'answers', answers: result.answers });
    if (result.block !== null) writeLine({ type: 'block', block: result.block });
  }
};

const writeLine = (line: LoadGeneratorLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

await runLoadGenerator(JSON.parse(await text(process.stdin)) as LoadGeneratorPlan);
writeLine({ type: 'end' });
