import { publishPart } from '../publish-part.ts';
import { thresholds } from '../thresholds.ts';
import { compareWithOasdiff } from './compare-with-oasdiff.ts';
import type { OasdiffOptions } from './compare-with-oasdiff.ts';
import { formatMisses, formatOasdiff } from './format-oasdiff.ts';

/** Prints ours beside the peers on oasdiff's test pairs; true when the limits hold. */
export const benchOasdiff = async (
  options: OasdiffOptions & { readonly verbose: boolean; readonly publish: boolean },
): Promise<boolean> => {
  const compared = await compareWithOasdiff(options);
  const { ours, read } = compared;
  const table = formatOasdiff(compared);
  process.stdout.write(table);
  process.stdout.write(formatMisses('\nBreaking pairs without the matching code', ours.missed));
  process.stdout.write(formatMisses('\nSafe pairs flagged', ours.wrong));
  for (const fault of ours.faults) process.stdout.write(`FAULT ${fault}\n`);
  if (options.verbose) for (const { name, why } of read.skipped) process.stdout.write(`not read: ${name}: ${why}\n`);
  if (options.publish) await publishPart('oasdiff', table);
  const { matched, flagged } = thresholds.oasdiff;
  return ours.matched / ours.breaking >= matched && ours.flagged / ours.safe <= flagged && ours.faults.length === 0;
};
