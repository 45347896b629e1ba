import { createHash } from 'node:crypto';
import type { Finding } from '../guardrail.ts';
import type { Tree } from '../tree/tree.ts';

/** What stands at the place of each finding: a hash by {@link contentKey}. */
export type Contents = { readonly [key: string]: string };

/** Names the place of a finding: two findings may share a fingerprint, not a place. Pure. */
export const contentKey = ({ fingerprint, file, line }: Finding): string => `${fingerprint}:${file ?? ''}:${line ?? 0}`;

/**
 * Hashes what stands at the places of findings: code, file and the text of its lines at head (of base where head has no such
 * file; the whole file where there is no line), so that an exemption can end when that changes. A line that only moves, or
 * is indented in another way, has the same hash.
 */
export const readContents = async (
  findings: readonly Finding[],
  sides: { readonly base: Pick<Tree, 'readText'>; readonly head: Pick<Tree, 'readText'> },
): Promise<Contents> => {
  const files = [...new Set(findings.flatMap(({ file }) => (file === undefined ? [] : [file])))];
  const texts = new Map<string, string | null>();
  for (const file of files) texts.set(file, (await sides.head.readText(file)) ?? (await sides.base.readText(file)));
  return Object.fromEntries(
    findings.flatMap((finding) => {
      const text = finding.file === undefined ? null : (texts.get(finding.file) ?? null);
      return text === null ? [] : [[contentKey(finding), hashOf(finding, text)] as const];
    }),
  );
};

const hashOf = ({ code, file, line, endLine }: Finding, text: string): string => {
  const lines = text.split(/\r?\n/u).map((each) => each.trim());
  const part = line === undefined ? lines : lines.slice(line - 1, endLine ?? line);
  return createHash('sha256')
    .update(JSON.stringify([code, file, part]))
    .digest('hex')
    .slice(0, 16);
};
