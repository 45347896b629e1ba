import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { exemptionsFile, isDay, parseExemptions } from '../../policy/exemptions.ts';
import type { Exemption } from '../../policy/policy.ts';
import { showOnOneLine } from '../../report/untrusted-text.ts';
import { openRepository } from '../../tree/repository.ts';
import { readFindings } from '../last-report.ts';
import type { ExitCode } from '../run-command.ts';
import { writeWhole } from '../write-report.ts';

/** Options of `interlock allow`. */
export type AllowOptions = {
  readonly until: string;
  readonly reason: string;
  /** A `report.json` that holds the finding; default the one of the last check here. */
  readonly report?: string;
};

/**
 * `interlock allow FINGERPRINT`: writes the appeal into `interlock.exemptions.json` of the working tree, sorted, so that
 * two appeals merge. It counts once it is on base, where a person has reviewed it.
 * @param today ISO date
 * @throws ConfigurationError an argument makes no sense, or the file that is there cannot be read; nothing is written
 */
export const allowCommand = async (fingerprint: string, options: AllowOptions, today: string): Promise<ExitCode> => {
  const given = readExemption(fingerprint, options, today);
  const { root } = await openRepository(process.cwd());
  const exemption = { ...given, ...(await findPlace(root, fingerprint, options.report)) };
  const path = join(root, exemptionsFile);
  const others = (await readExisting(path)).filter((other) => other.fingerprint !== exemption.fingerprint);
  const exemptions = [...others, exemption].toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1));
  await writeWhole(path, `${JSON.stringify({ exemptions }, null, 2)}\n`);
  const bound =
    exemption.content === undefined
      ? 'It is not bound to what stands there, because no report holds the finding: check first, or give --report FILE.'
      : 'It ends sooner when what stands there changes.';
  process.stdout.write(
    `${exemptionsFile}: ${exemption.fingerprint} is exempt until ${exemption.until}, once this file is on the base branch. ${bound} A change cannot exempt itself.\n`,
  );
  return 0;
};

const readExemption = (fingerprint: string, { until, reason }: AllowOptions, today: string): Exemption => {
  if (!/^[0-9a-f]{16}$/.test(fingerprint))
    throw new ConfigurationError(
      `${showOnOneLine(fingerprint)} is no fingerprint: give the 16 hex digits that stand with the finding.`,
    );
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || !isDay(until))
    throw new ConfigurationError(`--until ${showOnOneLine(until)} is no date: give the last day as YYYY-MM-DD.`);
  if (until < today) throw new ConfigurationError(`--until ${until} is past (today is ${today}): give a later day.`);
  if (reason.trim() === '')
    throw new ConfigurationError('--reason is empty: say why this finding may stand, for those who review the appeal.');
  return { fingerprint, until, reason: reason.trim() };
};

/** The finding as a report has it: what it is and what stands at its place. */
const findPlace = async (
  root: string,
  fingerprint: string,
  report: string | undefined,
): Promise<Pick<Exemption, 'content' | 'code' | 'file'>> => {
  const found = (await readFindings(root, report)).find((finding) => finding.fingerprint === fingerprint);
  if (found === undefined && report !== undefined)
    throw new ConfigurationError(
      `--report ${showOnOneLine(report)} holds no finding ${fingerprint}: give the report that shows it.`,
    );
  const { content, code, file } = found ?? {};
  return {
    ...(content === undefined ? {} : { content }),
    ...(code === undefined ? {} : { code }),
    ...(file === undefined ? {} : { file }),
  };
};

const readExisting = async (path: string): Promise<readonly Exemption[]> => {
  try {
    return parseExemptions(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};
