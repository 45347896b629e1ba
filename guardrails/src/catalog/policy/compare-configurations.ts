import { ConfigurationError } from '../../errors.ts';
import type { Configuration } from '../../policy/configuration.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { parseConfiguration } from '../../policy/parse-configuration.ts';

/** How two texts of `interlock.config.json` differ in what they mean, or why head's means nothing. */
export type ConfigurationDifference = { readonly changed: readonly string[] } | { readonly problem: string };

/**
 * Compares what two texts of `interlock.config.json` mean: the paths of the options that differ once defaults are
 * filled in. A missing file means the defaults. Pure.
 */
export const compareConfigurations = (base: string | null, head: string | null): ConfigurationDifference => {
  const before = read(base);
  const after = read(head);
  if ('problem' in after) return after;
  // Base's own file was parsed to get the policy; where it is broken the check has already refused.
  return { changed: 'problem' in before ? ['(all)'] : differences(before.value, after.value) };
};

const read = (text: string | null): { readonly value: Configuration } | { readonly problem: string } => {
  try {
    return { value: text === null ? defaultConfiguration : parseConfiguration(text) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problem: error.message };
    throw error;
  }
};

const differences = (before: unknown, after: unknown, path: readonly string[] = []): readonly string[] => {
  if (!isRecord(before) || !isRecord(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path.join('.')];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => path.length > 0 || name !== '$schema')
    .flatMap((name) => differences(before[name], after[name], [...path, name]));
};

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
