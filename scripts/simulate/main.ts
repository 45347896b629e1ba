import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withTemporaryFolder } from '../../guardrails/src/tree/temporary-folder.ts';
import { startPlatform } from '../platform/start-platform.ts';
import { formatSimulation } from './format-simulation.ts';
import { openLiveServices } from './live-services.ts';
import { runSimulation, type Simulation } from './run-simulation.ts';
import { committedWorld } from './simulated-world.ts';
import { helpText, readSimulationOptions, type SimulationOptions } from './simulation-options.ts';
import { summariseSimulation } from './summarise-simulation.ts';

const simulate = async (options: SimulationOptions): Promise<Simulation> => {
  const { ranking, features } = options;
  if (features !== undefined) return simulateAgainst(options, { ranking, features });
  return withTemporaryFolder('interlock-simulate-', async (folder) => {
    const platform = await startPlatform({ folder });
    try {
      const urls = platform.rankings.map(({ url }) => url);
      return await simulateAgainst(options, { ranking: urls, features: platform.features.url });
    } finally {
      await platform.stop();
    }
  });
};

const simulateAgainst = async (
  { seed, listeners, views, perSecond, budgetMs }: SimulationOptions,
  urls: { readonly ranking: readonly string[]; readonly features: string },
): Promise<Simulation> => {
  const services = openLiveServices(urls);
  const runId = `sim-${Date.now().toString(36)}-${process.pid.toString(36)}`;
  const plan = { world: committedWorld(), seed, listeners, views, perSecond, budgetMs, runId };
  try {
    return await runSimulation(plan, services, showProgress(views));
  } finally {
    await services.close();
  }
};

const showProgress = (views: number) => (answered: number) => {
  if (answered % Math.ceil(views / 10) === 0) process.stderr.write(`${answered} of ${views} views\n`);
};

const main = async (options: SimulationOptions): Promise<void> => {
  const { views, events } = await simulate(options);
  const summary = summariseSimulation(views, events);
  process.stdout.write(`${formatSimulation(summary)}\n`);
  if (options.json !== undefined) await writeFile(resolve(options.json), `${JSON.stringify(summary, null, 1)}\n`);
  const isWhole = Object.keys(summary.failures).length === 0 && Object.keys(summary.events.lost).length === 0;
  if (!isWhole) process.exitCode = 1;
};

const options = readSimulationOptions(process.argv.slice(2));
if (options === 'help') process.stdout.write(helpText);
else await main(options);
