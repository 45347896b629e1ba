import { parseArgs } from 'node:util';
import { createGit } from '../../../guardrails/src/tree/git.ts';
import { formatPrediction, ratesOf } from './format-prediction.ts';
import { measureGenerated } from './measure-generated.ts';
import { measureMerges, type Merge } from './measure-merges.ts';

const help = `npm run bench:agents -- [REPO…] [options]

How well a plan's conflicts are predicted from the import graph of its base. First pairs of simulated tasks, of which each is right
alone: git and the compiler say whether both together are. Then merges in the history of local clones (REPO; only read).

  --pairs N    simulated pairs (default 1000)
  --merges N   merges a repository (default 100)
  --seed N     default 1

Exit code 1 when fewer than 95 % of the conflicts of simulated pairs are predicted, or more
than 20 % of the clean ones that chance put together are ordered.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '1000' },
    merges: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(help);
else {
  const pairs = measureGenerated(Number(values.pairs), Number(values.seed));
  const byChance = pairs.filter(({ isNear }) => !isNear);
  process.stdout.write(`${formatPrediction('simulated tasks, half of the pairs on neighbouring modules', pairs)}\n`);
  process.stdout.write(`${formatPrediction('of these the pairs that chance put together', byChance)}\n`);
  const all: Merge[] = [];
  for (const path of positionals) {
    const merges = await measureMerges(createGit({ cwd: path }), Number(values.merges));
    process.stderr.write(`${path}: ${merges.length} merges\n`);
    all.push(...merges);
  }
  if (all.length > 0) process.stdout.write(formatPrediction('merges of public repositories', all));
  const { recall } = ratesOf(pairs);
  const { needless } = ratesOf(byChance);
  process.exitCode = recall >= 0.95 && needless <= 0.2 ? 0 : 1;
}
