import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import { operators } from '../../../test/guardbench/mutations/index.ts';
import type { Operator } from '../../../test/guardbench/mutations/operator.ts';
import type { Sample } from '../commits/pick-commits.ts';
import { positive } from '../commits/read-values.ts';

/** What the command line of the mutation benchmark says. */
export type MutationOptions = {
  readonly repositories: readonly string[];
  /** Real commits that faults are planted on. */
  readonly count: number;
  readonly sample: Sample;
  readonly operators: readonly Operator[];
  readonly jobs: number;
  /** File of the results, JSON lines; null for none. */
  readonly out: string | null;
};

const help = `npm run bench:mutations -- REPO… [options]

Plants faults on real merged commits, checks commit and fault together, and says how many are found (level error or
warning, right code, right file, within three lines), without a brief and with one that lets an agent add tests. REPO is a clone or a bare git directory; it is only read.

  --count N         commits that faults are planted on (default 60)
  --sample tune|confirm   default tune
  --operators A,B   only these
  --guardrail ID    only operators that this guardrail answers for
  --jobs N          checks at once (default 2)
  --out FILE        every planted fault, one JSON object a line

Operators: ${operators.map(({ id }) => id).join(', ')}
`;

/**
 * Reads the command line; null once it has printed the help.
 * @throws ConfigurationError an unknown option or operator, a number that is none, no repository
 */
export const readMutationOptions = (args: readonly string[]): MutationOptions | null => {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    process.stdout.write(help);
    return null;
  }
  if (positionals.length === 0) throw new ConfigurationError(`Give at least one repository.\n\n${help}`);
  if (values.sample !== undefined && values.sample !== 'tune' && values.sample !== 'confirm')
    throw new ConfigurationError(`--sample ${values.sample}: give tune or confirm.`);
  return {
    repositories: positionals,
    count: positive('--count', values.count ?? '60'),
    sample: values.sample ?? 'tune',
    operators: chooseOperators(values),
    jobs: positive('--jobs', values.jobs ?? '2'),
    out: values.out === undefined ? null : resolve(values.out),
  };
};

const chooseOperators = (values: {
  readonly operators?: string;
  readonly guardrail?: readonly string[];
}): readonly Operator[] => {
  const wanted = values.operators?.split(',');
  const unknown = wanted?.find((id) => !operators.some((one) => one.id === id));
  const chosen = operators.filter(
    ({ id, guardrails }) =>
      unknown === undefined &&
      (wanted?.includes(id) ?? true) &&
      (values.guardrail?.some((one) => guardrails.includes(one)) ?? true),
  );
  if (chosen.length > 0) return chosen;
  throw new ConfigurationError(
    `${unknown === undefined ? 'No operator fits' : `There is no operator ${unknown}`}. There are: ${operators.map(({ id }) => id).join(', ')}.`,
  );
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        count: { type: 'string' },
        sample: { type: 'string' },
        operators: { type: 'string' },
        guardrail: { type: 'string', multiple: true },
        jobs: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new ConfigurationError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${help}`, { cause });
  }
};
