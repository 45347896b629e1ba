import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../../../../guardrails/src/errors.ts';
import type { Sample } from '../pick-commits.ts';
import { installedGuardrails, type InstalledGuardrail } from './installed-record.ts';
import { positive, readSample } from '../read-values.ts';

/** What the command line of the runner with dependencies says. */
export type InstalledOptions = {
  readonly repositories: readonly string[];
  /** Commits a repository. */
  readonly count: number;
  readonly sample: Sample;
  readonly years: number;
  readonly jobs: number;
  readonly only: readonly InstalledGuardrail[];
  readonly out: string;
  readonly resume: boolean;
  readonly limitSeconds: number;
  readonly pauseFile: string | null;
};

const help = `npm run bench:installed -- REPO… [options]

Checks real merged commits with the guardrails that need dependencies: installs those of each commit's first parent by the
repository's own lockfile, scripts off, builds nothing, and says what lint, types and tests answer. REPO is a clone or a bare
git directory; it is only read.

  --count N         commits a repository, of those that touch code or tests (default 20)
  --sample tune|confirm   two halves that never meet (default tune)
  --years N         how far back (default 1)
  --only ID,…       ${installedGuardrails.join(', ')} (default: all three)
  --jobs N          repositories at once (default 1)
  --limit SECONDS   a check that takes longer is lost (default 900)
  --pause-file FILE no commit is begun while this file exists
  --out DIR         results.jsonl and summary.md (default bench-installed)
  --resume          keep the results that DIR has
`;

/**
 * Reads the command line; null once it has printed the help.
 * @throws ConfigurationError an option that is unknown or has no sense, no repository
 */
export const readInstalledOptions = (args: readonly string[]): InstalledOptions | null => {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    process.stdout.write(help);
    return null;
  }
  if (positionals.length === 0) throw new ConfigurationError(`Give at least one repository.\n\n${help}`);
  return {
    repositories: positionals,
    count: positive('--count', values.count ?? '20'),
    sample: readSample(values.sample ?? 'tune'),
    years: positive('--years', values.years ?? '1'),
    jobs: positive('--jobs', values.jobs ?? '1'),
    only: readOnly(values.only),
    out: resolve(values.out ?? 'bench-installed'),
    resume: values.resume === true,
    limitSeconds: positive('--limit', values.limit ?? '900'),
    pauseFile: values['pause-file'] ?? null,
  };
};

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const parse = (args: readonly string[]) => {
  const options = { count: text, sample: text, years: text, jobs: text, only: text, limit: text, out: text } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, 'pause-file': text, resume: flag, help: flag },
    });
  } catch (cause) {
    throw new ConfigurationError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${help}`, { cause });
  }
};

const readOnly = (value: string | undefined): readonly InstalledGuardrail[] => {
  if (value === undefined) return installedGuardrails;
  const wanted = value.split(',');
  const unknown = wanted.find((id) => !installedGuardrails.some((known) => known === id));
  if (unknown === undefined) return installedGuardrails.filter((id) => wanted.includes(id));
  throw new ConfigurationError(`--only ${unknown}: give some of ${installedGuardrails.join(', ')}.`);
};
