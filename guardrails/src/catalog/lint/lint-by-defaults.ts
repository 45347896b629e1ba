import { join } from 'node:path';
import type { FileMessages, LintText } from './lint-evidence.ts';
import { toMessages } from './to-messages.ts';

/**
 * Lints texts by the rules for a repository that has none. They need no types and no other file, so nothing has to be on disk, and
 * neither ESLint's command nor its search for configurations is loaded.
 * @param cwd absolute folder that paths are relative to; it need not exist
 */
export const lintByDefaults = async (cwd: string, files: readonly LintText[]): Promise<readonly FileMessages[]> => {
  if (files.length === 0) return [];
  const [{ Linter }, { createDefaultConfiguration }] = await Promise.all([
    import('eslint/universal'),
    import('./default-configuration.ts'),
  ]);
  const configuration = await createDefaultConfiguration(files.map(({ text }) => text));
  const linter = new Linter({ cwd, configType: 'flat' });
  return files.map(({ path, text }) => {
    const messages = linter.verify(text, configuration, { filename: join(cwd, path) });
    return {
      path,
      messages: toMessages(
        messages.filter(({ message }) => !aboutForeignRule.test(message)),
        text,
      ),
    };
  });
};

/** A comment may speak to another linter, or to plugins that are not here: that is no problem of the code. */
const aboutForeignRule = /^(?:Definition for rule .* not found|Inline configuration for rule )/u;
