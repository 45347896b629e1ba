import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import type { Report, ReportedFinding } from '../report/report.ts';
import { showOnOneLine } from '../report/untrusted-text.ts';
import { cacheFolder } from './cache-folder.ts';
import { writeWhole } from './write-report.ts';

type Found = Pick<ReportedFinding, 'fingerprint' | 'content' | 'code' | 'file'>;

/** Keeps the report of the last check of a work tree, so that `interlock allow` can look a finding up. */
export const rememberReport = async (root: string, report: Report): Promise<void> => {
  const path = reportPath(root);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, JSON.stringify(report));
  } catch {
    // A cache that cannot be written costs `allow --report` and changes no verdict.
  }
};

/**
 * The findings of a report: of `file`, else of the last check of this work tree; none where there was none.
 * @throws ConfigurationError `file` cannot be read or is no report
 */
export const readFindings = async (root: string, file: string | undefined): Promise<readonly Found[]> => {
  const findings = parseFindings(await readFile(file ?? reportPath(root), 'utf8').catch(() => null));
  if (findings === null && file !== undefined)
    throw new ConfigurationError(`--report ${showOnOneLine(file)} is no report: give the report.json of a check.`);
  return findings ?? [];
};

const reportPath = (root: string): string =>
  join(cacheFolder(), 'last-reports', `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`);

const parseFindings = (text: string | null): readonly Found[] | null => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null || !('guardrails' in value) || !Array.isArray(value.guardrails))
      return null;
    return (value.guardrails as readonly unknown[]).flatMap(findingsOf);
  } catch {
    return null;
  }
};

const findingsOf = (guardrail: unknown): readonly Found[] =>
  typeof guardrail === 'object' && guardrail !== null && 'findings' in guardrail && Array.isArray(guardrail.findings)
    ? (guardrail.findings as readonly unknown[]).flatMap(toFound)
    : [];

const toFound = (finding: unknown): readonly Found[] => {
  if (typeof finding !== 'object' || finding === null) return [];
  const text = (name: string): string | undefined => {
    const value: unknown = (finding as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [fingerprint, code, content, file] = [text('fingerprint'), text('code'), text('content'), text('file')];
  if (fingerprint === undefined || code === undefined) return [];
  return [
    { fingerprint, code, ...(content === undefined ? {} : { content }), ...(file === undefined ? {} : { file }) },
  ];
};
