import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import type { Sample } from './pick-commits.ts';
import { staticGuardrails } from './static-guardrails.ts';
import { positive, readSample } from './read-values.ts';

/** What the command line of the real-commit runner says. */
export type CommitOptions = {
  readonly repositories: readonly string[];
  readonly count: number;
  readonly sample: Sample;
  readonly jobs: number;
  readonly only: readonly string[];
  readonly out: string;
  readonly resume: boolean;
  readonly publish: string | null;
  readonly limitSeconds: number;
  readonly years: number;
  /** Commits that an earlier run published, by their whole hash. */
  readonly seen: ReadonlySet<string>;
};

const help = `npm run bench:commits -- REPO… [options]

Checks real merged commits (first-parent history, each against its first parent) that touch code or tests, and says how
many a guardrail would have blocked. REPO is a clone or a bare git directory; it is only read.

  --count N         commits in all, spread over the repositories and the last years (default 2000)
  --sample tune|confirm   two halves that never meet (default tune)
  --only ID,…       guardrails to run (default: ${staticGuardrails.join(', ')})
  --jobs N          checks at once (default 2)
  --years N         how far back (default 4)
  --seen FILE       leave out the commits of a list that was published before
  --limit SECONDS   a commit that takes longer cannot be checked (default 60)
  --out DIR         results.jsonl and summary.txt (default bench-commits)
  --resume          keep the results that DIR has
  --publish FILE    the list as TSV: repository, commit, author, verdict, codes
`;

/**
 * Reads the command line; null once it has printed the help.
 * @throws ConfigurationError an option that is unknown or has no sense, no repository
 */
export const readCommitOptions = (args: readonly string[]): CommitOptions | null => {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    process.stdout.write(help);
    return null;
  }
  if (positionals.length === 0) throw new ConfigurationError(`Give at least one repository.\n\n${help}`);
  return {
    repositories: positionals,
    count: positive('--count', values.count ?? '2000'),
    sample: readSample(values.sample ?? 'tune'),
    jobs: positive('--jobs', values.jobs ?? '2'),
    only: readOnly(values.only),
    out: resolve(values.out ?? 'bench-commits'),
    resume: values.resume === true,
    publish: values.publish ?? null,
    limitSeconds: positive('--limit', values.limit ?? '60'),
    years: positive('--years', values.years ?? '4'),
    seen: readSeen(values.seen),
  };
};

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        count: text,
        sample: text,
        only: text,
        jobs: text,
        years: text,
        seen: text,
        limit: text,
        out: text,
        publish: text,
        resume: flag,
        help: flag,
      },
    });
  } catch (cause) {
    throw new ConfigurationError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${help}`, { cause });
  }
};

const readOnly = (value: string | undefined): readonly string[] => {
  const ids = value?.split(',').filter(Boolean) ?? staticGuardrails;
  if (ids.length > 0) return ids;
  throw new ConfigurationError('--only: give at least one guardrail.');
};

const readSeen = (path: string | undefined): ReadonlySet<string> => {
  if (path === undefined) return new Set();
  try {
    return new Set(readFileSync(path, 'utf8').match(/\b[0-9a-f]{40}\b/g));
  } catch (cause) {
    throw new ConfigurationError(`--seen: ${path} cannot be read; give a list that --publish wrote.`, { cause });
  }
};
