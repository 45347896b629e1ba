import { parseArgs } from 'node:util';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';

/** What the command line of GuardBench says. */
export type GuardOptions = {
  readonly classes: readonly string[];
  /** Only cases whose name contains this, whatever its case. */
  readonly text: string | null;
  readonly isShort: boolean;
  readonly jobs: number;
  /** Raise the committed thresholds of each class to what this run reached. */
  readonly raise: boolean;
};

const help = `npm run bench:guard -- [options]

Runs GuardBench: small repositories with planted faults and clean neighbours, checked by the real guardrails and compared
with their labels. Exit 1 when recall, false alarms or lines are worse than test/guardbench/thresholds.json says.

  --class NAME      one class (may be given more than once; default all)
  --case TEXT       only cases whose name contains TEXT
  --short           only the guardrails that a class names (default: all but latency)
  --jobs N          checks at once (default 2)
  --raise           write what each class reached into thresholds.json, where it is better
`;

/**
 * Reads the command line; null once it has printed the help.
 * @throws ConfigurationError an unknown option or a number that is none
 */
export const readGuardOptions = (args: readonly string[]): GuardOptions | null => {
  const values = parse(args);
  if (values.help === true) {
    process.stdout.write(help);
    return null;
  }
  const jobs = Number(values.jobs ?? '2');
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new ConfigurationError(`--jobs ${values.jobs ?? ''}: give a whole number above 0.`);
  return {
    classes: values.class ?? [],
    text: values.case ?? null,
    isShort: values.short === true,
    jobs,
    raise: values.raise === true,
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        class: { type: 'string', multiple: true },
        case: { type: 'string' },
        jobs: { type: 'string' },
        short: { type: 'boolean' },
        raise: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new ConfigurationError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${help}`, { cause });
  }
};
