import { ConfigurationError } from '../errors.ts';
import type { Git } from '../tree/git.ts';
import type { BriefTerms } from './brief-terms.ts';
import { defaultConfiguration } from './default-configuration.ts';
import { exemptionsFile, parseExemptions } from './exemptions.ts';
import { configurationFile, parseConfiguration } from './parse-configuration.ts';
import type { Policy } from './policy.ts';

/** Where policy comes from. */
export type PolicySource = {
  readonly git: Git;
  /** The tip of base: never the merge base, never head. */
  readonly commit: string;
  readonly brief: BriefTerms | null;
};

/**
 * Reads the policy that the tip of base holds; the defaults where it holds none.
 * @throws ConfigurationError base's file is broken, or is no regular file
 */
export const readPolicy = async ({ git, commit, brief }: PolicySource): Promise<Policy> => {
  const [configuration, exemptions] = await Promise.all([
    readFile({ git, commit, file: configurationFile }),
    readFile({ git, commit, file: exemptionsFile }),
  ]);
  const at = ` of base (${commit.slice(0, 12)})`;
  return {
    configuration:
      configuration === null ? defaultConfiguration : parseConfiguration(configuration, `${configurationFile}${at}`),
    exemptions: exemptions === null ? [] : parseExemptions(exemptions, `${exemptionsFile}${at}`),
    brief,
  };
};

const readFile = async (where: { git: Git; commit: string; file: string }): Promise<string | null> => {
  const { git, commit, file } = where;
  const entry = await git.text(['ls-tree', '--full-tree', commit, '--', file]);
  if (entry === '') return null;
  const [mode = '', , sha = ''] = entry.split(/[ \t]/);
  if (!mode.startsWith('100'))
    throw new ConfigurationError(`${file} of base is a link or a folder: policy is read from a plain file only.`);
  return git.text(['cat-file', 'blob', sha]);
};
