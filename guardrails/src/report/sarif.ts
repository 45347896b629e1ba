import type { FormatOptions } from './format-options.ts';
import type { Report, ReportedFinding } from './report.ts';
import { allFindings } from './summary.ts';
import { showUnseen, visibleJson } from './untrusted-text.ts';

/**
 * SARIF 2.1.0 (OASIS), as code scanning reads it: one rule a code, with its doc as help; the fingerprint as partial
 * fingerprint; exempt findings as suppressed results; guardrails that could not check as notifications of a run that did
 * not succeed. Pure.
 */
export const formatSarif = (report: Report, options: FormatOptions): string => {
  const findings = allFindings(report);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const run = {
    tool: {
      driver: {
        name: 'Interlock',
        rules: codes.map((code) => rule(code, options.help?.(code) ?? null)),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ROOT: { description: { text: 'The root of the repository.' } } },
    invocations: [invocation(report)],
    results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
    properties: { verdict: report.verdict, base: report.base, head: report.head, mergeBase: report.mergeBase },
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${visibleJson(log)}\n`;
};

const rule = (code: string, help: string | null) => ({
  id: code,
  shortDescription: { text: code },
  ...(help === null ? {} : { help: { text: help, markdown: help } }),
});

const result = (finding: ReportedFinding, ruleIndex: number) => ({
  ruleId: finding.code,
  ruleIndex,
  level: finding.level,
  message: { text: showUnseen(finding.message) },
  ...(finding.file === undefined ? {} : { locations: [location(finding.file, finding)] }),
  partialFingerprints: { 'interlock/v1': finding.fingerprint },
  ...(finding.exempt === undefined
    ? {}
    : {
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: showUnseen(`Until ${finding.exempt.until}: ${finding.exempt.reason}`),
          },
        ],
      }),
  properties: { data: finding.data },
});

const location = (file: string, { line, endLine }: ReportedFinding) => ({
  physicalLocation: {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' },
    ...(line === undefined
      ? {}
      : { region: { startLine: line, ...(endLine === undefined || endLine < line ? {} : { endLine }) } }),
  },
});

const invocation = (report: Report) => {
  const unable = report.guardrails.filter(({ verdict }) => verdict === 'cannot-check');
  const notifications = [
    ...unable.map(({ id, reason }) => ({
      text: `${id} could not check: ${reason ?? 'no reason given'}`,
      level: 'error',
    })),
    ...report.notChecked.map(({ what, why }) => ({ text: `Not checked: ${what}: ${why}`, level: 'note' })),
  ];
  return {
    executionSuccessful: unable.length === 0,
    toolExecutionNotifications: notifications.map(({ text, level }) => ({
      level,
      message: { text: showUnseen(text) },
    })),
  };
};
