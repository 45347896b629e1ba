import type { FormatOptions } from './format-options.ts';
import { htmlPage } from './html-page.ts';
import { findingList, guardrailTable, notCheckedList, verdictBadge } from './html-pieces.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';
import type { Report, ReportedFinding } from './report.ts';
import { allFindings, countFindings, formatDuration, isBlocking, shortCommit, verdictSentence } from './summary.ts';
import { withoutLogCommands } from './untrusted-text.ts';

/**
 * One self-contained page for a reviewer: the verdict, where to look first, what was not checked, then everything else.
 * Needs no script and no network. Pure.
 */
export const formatHtml = (report: Report, { title }: FormatOptions): string => {
  const findings = allFindings(report);
  const blocking = findings.filter(isBlocking);
  const others = findings.filter((finding) => !isBlocking(finding));
  const unchecked = notCheckedList(report);
  const body = html` <header>${header(report, title)}</header>
    <main>
      ${blocking.length > 0 && section('Look here first', blocking)}
      ${
        unchecked !== null &&
        html`<section>
          <h2>Not checked</h2>
          ${unchecked}
        </section>`
      }
      ${others.length > 0 && section('Does not block', others)}
      <section>
        <h2>Guardrails</h2>
        ${guardrailTable(report)}
      </section>
    </main>
    <footer>${footer(report)}</footer>`;
  return withoutLogCommands(htmlPage({ title: `${report.verdict}: ${title ?? shortCommit(report.head)}`, body }));
};

const header = (report: Report, title: string | undefined): Html =>
  html` <p class="overline">${verdictBadge(report.verdict)} Interlock, check of a change</p>
    <h1>${title ?? verdictSentence(report)}</h1>
    <p class="lead">
      ${title !== undefined && `${verdictSentence(report)} `}From <code>${shortCommit(report.mergeBase)}</code> to
      <code>${shortCommit(report.head)}</code>: ${countFindings(allFindings(report))}.
    </p>`;

const section = (heading: string, findings: readonly ReportedFinding[]): Html =>
  html`<section>
    <h2>${heading} <small>${countFindings(findings)}</small></h2>
    ${findingList(findings)}
  </section>`;

const footer = (report: Report): Html => {
  const total = report.guardrails.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return html`<p>
    Policy came from <code>${report.base}</code>. Checked <code>${report.head}</code> against
    <code>${report.mergeBase}</code> with ${formatDuration(total)} of work in all. A person may appeal against a
    finding: <code>interlock allow FINGERPRINT --until DATE --reason TEXT</code>.
  </p>`;
};
