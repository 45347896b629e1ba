import { parseArgs } from 'node:util';
import { sectionIds, type SectionId } from './section.ts';

export type BenchOptions = {
  readonly only: readonly SectionId[];
  readonly isQuick: boolean;
  /** Where all numbers go. */
  readonly json: string;
  /** Where the tables go as Markdown too. */
  readonly publish: string | undefined;
};

export const helpText = `Measures the ranking platform on this machine. All requests and listeners are simulated, all services real.

  npm run bench:ranking -- [--only ${sectionIds.join(',')}] [--quick] [--json FILE] [--publish FILE]

  --only LIST     sections, by comma; all of them unless said (about ten minutes)
  --quick         whether it works, not how quick it is: short loads, few rounds (about a minute and a half)
  --json FILE     all numbers (node_modules/.cache/interlock/bench-ranking.json)
  --publish FILE  also write the tables as Markdown

Exit code 1 when a limit is missed. Ratios are taken within one run. Nothing else should run meanwhile.
`;

/** The options of a command line. @throws Error that names what is wrong */
export const readOptions = (argv: readonly string[]): BenchOptions | 'help' => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', default: sectionIds.join(',') },
      quick: { type: 'boolean', default: false },
      json: { type: 'string', default: 'node_modules/.cache/interlock/bench-ranking.json' },
      publish: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const only = values.only.split(',').map((id) => sectionIds.find((known) => known === id) ?? unknown(id));
  return { only, isQuick: values.quick, json: values.json, publish: values.publish };
};

const unknown = (id: string): never => {
  throw new Error(`--only knows no section "${id}"; there are ${sectionIds.join(', ')}`);
};
