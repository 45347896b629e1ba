import { parseArgs } from 'node:util';

export type SimulationOptions = {
  /** Addresses of ranking; none starts the services. */
  readonly ranking: readonly string[];
  readonly features: string | undefined;
  readonly views: number;
  readonly perSecond: number;
  readonly listeners: number;
  readonly seed: number;
  readonly budgetMs: number;
  readonly json: string | undefined;
};

export const helpText = `Simulated listeners use the live services: each asks for a view, looks at it from the top, plays, skips, saves and seeks,
and features is told of all of it.

  npm run simulate -- [--ranking URL[,URL] --features URL] [--views 600] [--rate 20] [--listeners 100] [--seed 1]
                      [--budget 250] [--json FILE]

  --ranking, --features  services that run already; without them both are started, with an empty log, and stopped again
  --views N              views in all
  --rate N               views a second, whatever the services do (Poisson)
  --listeners N          listeners who take part, of the 400 in the simulated world; features knows the first 24 from the start
  --seed N               the same seed and the same answers give the same choices
  --budget MS            how long a view may take
  --json FILE            the summary as JSON

Exit code 1 when a view got no answer or an event was not kept. Only addresses of this machine are loaded.
`;

/** The options of a command line. @throws Error that names the option, the value and the way out */
export const readSimulationOptions = (argv: readonly string[]): SimulationOptions | 'help' => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ranking: { type: 'string', default: '' },
      features: { type: 'string' },
      views: { type: 'string', default: '600' },
      rate: { type: 'string', default: '20' },
      listeners: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      budget: { type: 'string', default: '250' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const ranking = values.ranking.split(',').filter((url) => url !== '');
  if (ranking.length > 0 !== (values.features !== undefined))
    throw new Error('--ranking and --features go together: a listener uses both services; give both or neither');
  for (const url of [...ranking, ...(values.features ?? '').split(',')]) checkLoopback(url);
  return {
    ranking,
    features: values.features,
    views: readCount('--views', values.views, 1_000_000),
    perSecond: readCount('--rate', values.rate, 10_000),
    listeners: readCount('--listeners', values.listeners, 400),
    seed: readCount('--seed', values.seed, 2 ** 31),
    budgetMs: readCount('--budget', values.budget, 2000),
    json: values.json,
  };
};

const readCount = (option: string, value: string, most: number): number => {
  const count = Number(value);
  if (/^\d{1,10}$/.test(value) && count >= 1 && count <= most) return count;
  throw new Error(`${option} must be a whole number from 1 to ${most}, not "${value}"`);
};

const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

// A simulator that could be pointed at other people's machines would be a way to load them.
const checkLoopback = (url: string): void => {
  if (url === '') return;
  if (!URL.canParse(url) || !loopback.test(new URL(url).hostname))
    throw new Error(`"${url}" is no address of this machine: simulated load goes to services on 127.0.0.1 only`);
};
