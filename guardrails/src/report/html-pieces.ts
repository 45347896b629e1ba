import type { NotChecked, Verdict } from '../guardrail.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';
import type { GuardrailReport, Report, ReportedFinding } from './report.ts';
import { recordSentence } from './rule-record.ts';
import { countFindings, formatDuration, inReadingOrder, place, verdictMarks } from './summary.ts';
import { showOnOneLine, splitCodeSpans } from './untrusted-text.ts';

/** The verdict as a small label that reads without colour. Pure. */
export const verdictBadge = (verdict: Verdict): Html =>
  html`<span class="badge is-${verdict}">${verdictMarks[verdict]} ${verdict}</span>`;

/** Prose with its `code spans` set as code. Pure. */
export const htmlProse = (text: string): Html =>
  html`${splitCodeSpans(text).map((piece) => (piece.code ? html`<code>${piece.text}</code>` : piece.text))}`;

/** Findings, those to look at first on top, each with place, message and the evidence folded. Pure. */
export const findingList = (findings: readonly ReportedFinding[]): Html =>
  html`<ol class="findings">
    ${inReadingOrder(findings).map(findingItem)}
  </ol>`;

const findingItem = (finding: ReportedFinding): Html => {
  const { code, exempt, fingerprint, record } = finding;
  const where = place(finding);
  const level = exempt === undefined ? finding.level : 'exempt';
  return html` <li class="finding" id="f-${fingerprint}">
    <p class="level is-${level}">${level}</p>
    ${where === null ? html`<p class="where">The change as a whole</p>` : html`<p class="where mono">${showOnOneLine(where)}</p>`}
    <p class="code mono">${code}${record !== undefined && ` · ${recordSentence(record)}`}</p>
    <p class="message">${htmlProse(finding.message)}</p>
    ${exempt !== undefined && html`<p class="message quiet">Exempt until ${exempt.until}: ${exempt.reason}</p>`}
    <details>
      <summary>Evidence</summary>
      <pre>${JSON.stringify(finding.data, null, 2)}</pre>
      <p class="quiet">Fingerprint <code>${fingerprint}</code>. <code>interlock explain ${code}</code> says more.</p>
    </details>
  </li>`;
};

/** Every guardrail in one row: verdict, what it found, how long it took, why it could not check. Pure. */
export const guardrailTable = (report: Pick<Report, 'guardrails'>): Html =>
  html` <table class="stacks">
    <thead>
      <tr>
        <th>Guardrail</th>
        <th>Verdict</th>
        <th>Found</th>
        <th class="number">Time</th>
      </tr>
    </thead>
    <tbody>
      ${report.guardrails.map(guardrailRow)}
    </tbody>
  </table>`;

const guardrailRow = ({ id, verdict, findings, durationMs, cached, reason }: GuardrailReport): Html =>
  html` <tr>
    <td class="name">${id}</td>
    <td>${verdictBadge(verdict)}</td>
    <td class="wide">
      ${countFindings(findings)}${reason !== undefined && html`<span class="reason">${htmlProse(reason)}</span>`}
    </td>
    <td class="number quiet">${formatDuration(durationMs)}${cached && ', cached'}</td>
  </tr>`;

/** What was not checked, and why: guardrails that could not check first. Pure. */
export const notCheckedList = (report: Pick<Report, 'guardrails' | 'notChecked'>): Html | null => {
  const unable = report.guardrails.filter(({ verdict }) => verdict === 'cannot-check');
  const entries: readonly NotChecked[] = [
    ...unable.map(({ id, reason }) => ({ what: id, why: reason ?? 'no reason given' })),
    ...report.notChecked.filter(({ what, why }) => !unable.some(({ id, reason }) => id === what && reason === why)),
  ];
  if (entries.length === 0) return null;
  return html`<dl class="facts-list">
    ${entries.map(
      ({ what, why }) =>
        html`<div>
          <dt>${what}</dt>
          <dd>${htmlProse(why)}</dd>
        </div>`,
    )}
  </dl>`;
};
