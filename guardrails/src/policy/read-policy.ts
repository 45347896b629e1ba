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
  const texts = await readFiles(git, commit, [configurationFile, exemptionsFile]);
  const [configuration, exemptions] = [texts.get(configurationFile), texts.get(exemptionsFile)];
  const at = ` of base (${commit.slice(0, 12)})`;
  return {
    configuration:
      configuration === undefined
        ? defaultConfiguration
        : parseConfiguration(configuration, `${configurationFile}${at}`),
    exemptions: exemptions === undefined ? [] : parseExemptions(exemptions, `${exemptionsFile}${at}`),
    brief,
  };
};

const readFiles = async (git: Git, commit: string, files: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const listed = await git.text(['ls-tree', '-z', '--full-tree', commit, '--', ...files]);
  const texts = await Promise.all(
    listed
      .split('\0')
      .filter(Boolean)
      .map(async (entry) => {
        const [mode = '', , sha = '', file = ''] = entry.split(/[ \t]/);
        if (!mode.startsWith('100'))
          throw new ConfigurationError(`${file} of base is a link or a folder: policy is read from a plain file only.`);
        return [file, await git.text(['cat-file', 'blob', sha])] as const;
      }),
  );
  return new Map(texts);
};
