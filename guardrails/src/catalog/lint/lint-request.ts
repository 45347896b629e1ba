import { join } from 'node:path';
import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { Tree } from '../../tree/tree.ts';
import { configurationFiles } from './configuration-files.ts';
import { findConfigurations, type LintConfiguration } from './find-configurations.ts';
import type { BaseText, LintRequest } from './lint-evidence.ts';
import type { Group } from './lint-work.ts';

/** What the script is asked of one group, or why it cannot be. */
export const lintRequest = async (
  context: CollectContext,
  group: Group,
): Promise<LintRequest | { readonly cannotCheck: string }> => {
  const { configuration, files, texts } = group;
  const head = files.flatMap((file) => {
    const text = texts.head.get(file.head ?? '');
    return file.head === null || text === undefined ? [] : [{ path: within(file.head, configuration), text }];
  });
  const both = { files: head, base: baseTexts(group), configurationFile: null };
  if (configuration === null) return { ...both, cwd: '/repository', kind: 'ours' };
  const { kind, path, folder } = configuration;
  const request = { ...both, cwd: join((await context.head.checkout()).dir, folder), kind };
  if (!(await isConfigurationChanged(context, configuration))) return request;
  if (kind === 'eslintrc' && (await countEslintrc(context.base)) > 1) {
    return {
      cannotCheck: `The change edits ESLint's configuration (${path}), and several .eslintrc files work together, so base's rules cannot be used on head. Land the change of the configuration by itself first.`,
    };
  }
  return { ...request, configurationFile: join((await context.base.checkout()).dir, path) };
};

/** Base's texts of a group. Pure. */
export const baseTexts = ({ configuration, files, texts }: Group): readonly BaseText[] =>
  files.flatMap((file) => {
    const text = texts.base.get(file.base ?? '');
    if (file.base === null || text === undefined) return [];
    const head = file.head === null ? null : within(file.head, configuration);
    const losesLines = file.head === null || file.hunks.some(([, baseCount]) => baseCount > 0);
    return [{ path: within(file.base, configuration), text, head, losesLines }];
  });

const within = (path: string, configuration: LintConfiguration | null): string => {
  const folder = configuration?.folder ?? '';
  return folder === '' ? path : path.slice(folder.length + 1);
};

/** Whether head's own configuration could say something else than base's. */
const isConfigurationChanged = async (context: CollectContext, configuration: LintConfiguration): Promise<boolean> => {
  const made = await configurationFiles(context.base, configuration);
  const isMade = ({ path, basePath }: ChangedFile): boolean => made.has(path) || made.has(basePath ?? path);
  const isNewConfiguration = ({ status, path }: ChangedFile): boolean =>
    status !== 'modified' && findConfigurations([path]).length > 0;
  return context.change.files.some((file) => isMade(file) || isNewConfiguration(file));
};

const countEslintrc = async (tree: Tree): Promise<number> =>
  (await tree.list()).filter(({ path }) => /(?:^|\/)\.eslintrc(?:\.\w+)?$/u.test(path)).length;
