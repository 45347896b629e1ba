import {
  findingList,
  formatDuration,
  guardrailTable,
  html,
  htmlPage,
  htmlProse,
  notCheckedList,
  verdictBadge,
  type Html,
} from '@interlock-dev/guardrails/report';
import { blockingFindings } from '../review/feedback.ts';
import type { Review } from '../review/review.ts';
import type { Round, RunState, TaskState } from '../run/run-state.ts';
import { short } from './describe-event.ts';
import { notCheckedOf } from './run-summary.ts';

/** The report of a run, one self-contained page: what landed, what did not and why, what was not checked. Pure. */
export const renderRunReport = (state: RunState, now: number): string => {
  const stuck = state.tasks.filter(({ status }) => status !== 'landed');
  const landed = state.tasks.filter(({ status }) => status === 'landed');
  const body = html` <header>${header(state, now)}</header>
    <main>
      <section>
        <h2>Tasks</h2>
        ${overview(state, now)}
      </section>
      ${stuck.length > 0 && section('Look here first', 'did not land', stuck)}
      <section>
        <h2>Not checked</h2>
        ${notCheckedList({ guardrails: [], notChecked: notCheckedOf(state) })}
      </section>
      ${landed.length > 0 && section('Landed', 'passed every guardrail on the tree that landed', landed)}
    </main>
    <footer>${footer(state)}</footer>`;
  return htmlPage({ title: `${headline(state)} — ${state.start.run}`, body });
};

const header = (state: RunState, now: number): Html => {
  const { start, tasks } = state;
  const usd = tasks.reduce((sum, { usage }) => sum + usage.usd, 0);
  return html` <p class="overline">
      ${runBadge(state)}
      <span>Interlock, ${start.kind === 'land' ? 'landing of branches' : 'run'} <code>${start.run}</code></span>
      ${start.scripted && html`<span class="badge is-warning">scripted agents, no real model</span>`}
    </p>
    <h1>${headline(state)}</h1>
    <p class="lead">${htmlProse(start.goal)}</p>
    <p class="lead">
      ${start.kind === 'run' && html`Agent: ${clipped(start.agent)}${start.scripted && ' (scripted)'}, ${start.parallel} at once. `}Took
      ${formatDuration((state.endedAt ?? now) - state.startedAt)}.
      ${usd > 0 && html`$${usd.toFixed(4)} of model calls${start.scripted && ' by the price list; nothing was paid'}.`}
    </p>`;
};

/** What did not land, counted; or that all did. */
const runBadge = ({ tasks, endedAt }: RunState): Html => {
  const stuck = tasks.filter(({ status }) => status !== 'landed').length;
  if (stuck === 0) return html`<span class="badge is-pass">✔ all landed</span>`;
  return endedAt === null
    ? html`<span class="badge is-warning">… under way</span>`
    : html`<span class="badge is-fail">✘ ${stuck} did not land</span>`;
};

const clipped = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

const headline = ({ tasks, start, endedAt }: RunState): string => {
  const landed = tasks.filter(({ status }) => status === 'landed').length;
  const all =
    landed === tasks.length
      ? tasks.length === 1
        ? 'The change'
        : `All ${tasks.length} changes`
      : `${landed} of ${tasks.length} changes`;
  return `${all} landed on ${start.into}${endedAt === null ? ' so far' : ''}`;
};

const overview = ({ tasks }: RunState, now: number): Html =>
  html` <table class="stacks">
    <thead>
      <tr>
        <th>Task</th>
        <th>Status</th>
        <th>What happened</th>
        <th class="number">Time</th>
      </tr>
    </thead>
    <tbody>
      ${tasks.map(
        (task) =>
          html` <tr>
            <td class="name"><a href="#task-${task.brief.task.id}">${task.brief.task.id}</a></td>
            <td>${statusBadge(task)}</td>
            <td class="wide">${whatHappened(task)}</td>
            <td class="number quiet">
              ${task.startedAt !== null && formatDuration((task.endedAt ?? now) - task.startedAt)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const statusBadge = ({ status }: TaskState): Html => {
  const look = status === 'landed' ? 'pass' : status === 'blocked' ? 'fail' : 'cannot-check';
  const mark = status === 'landed' ? '✔' : status === 'blocked' ? '✘' : '·';
  return html`<span class="badge is-${look}">${mark} ${status}</span>`;
};

const whatHappened = (task: TaskState): string => {
  const reviews = roundsOf(task).filter(({ review }) => review !== null);
  const codes = [...new Set(reviews.flatMap((round) => blockingOf(round).map(({ code }) => code)))];
  if (task.status === 'landed') {
    return codes.length === 0 ? 'Passed its first review.' : `Repaired after ${codes.join(', ')}.`;
  }
  return task.reason ?? (task.status === 'waiting' ? 'Has not started.' : 'Under way.');
};

const section = (title: string, subtitle: string, tasks: readonly TaskState[]): Html =>
  html`<section>
    <h2>${title} <small>${tasks.length} ${subtitle}</small></h2>
    ${tasks.map(taskCard)}
  </section>`;

const taskCard = (task: TaskState): Html => {
  const { id, title, prompt } = task.brief.task;
  const rounds = roundsOf(task);
  const last = rounds.at(-1);
  return html` <article id="task-${id}">
    <h3>${title} <small>${id}</small></h3>
    <p class="quiet where-it-is">${whereItIs(task)}</p>
    ${task.status === 'blocked' && last !== undefined && blockers(task, last)}
    ${
      rounds.length > 1 &&
      html`<details>
        <summary>How it went, ${rounds.length} rounds</summary>
        ${rounds.map(roundItem)}
      </details>`
    }
    ${evidence(task, last)}
    <details>
      <summary>What was asked</summary>
      <pre>${prompt}</pre>
    </details>
  </article>`;
};

const whereItIs = (task: TaskState): Html => {
  if (task.landed !== null)
    return html`Landed as <code>${short(task.landed)}</code>. See it: <code>git show ${short(task.landed)}</code>`;
  if (task.ref === null) return html`Nothing was changed.`;
  const base = task.jobs.at(-1)?.base ?? '';
  return html`Nothing is lost: the work is kept. See it: <code>git diff ${short(base)} ${task.ref}</code>`;
};

const blockers = (task: TaskState, last: Round): Html => {
  const findings = blockingOf(last);
  return findings.length === 0 ? html`<p class="message">${htmlProse(task.reason ?? '')}</p>` : findingList(findings);
};

const roundItem = (round: Round): Html => {
  const findings = blockingOf(round);
  const verdict = round.review?.verdict ?? 'cannot-check';
  return html` <div class="round">
    <h3>
      Round ${round.round + 1} ${verdictBadge(verdict)}
      ${round.commit !== null && html`<small><code>${short(round.commit)}</code></small>`}
    </h3>
    ${round.claim !== null && round.claim !== '' && html`<p class="quiet">The agent said: “${round.claim.slice(0, 400)}”</p>`}
    ${findings.length > 0 && findingList(findings)} ${round.review !== null && redAcceptance(round.review)}
  </div>`;
};

const redAcceptance = ({ acceptance }: Review): Html =>
  html`${acceptance
    .filter(({ exitCode }) => exitCode !== 0)
    .map(
      ({ command, exitCode, output }) =>
        html`<p>Acceptance <code>${command}</code> ended with ${exitCode ?? 'a stop'}:</p>
          <pre>${output}</pre>`,
    )}`;

const evidence = (task: TaskState, last: Round | undefined): Html | null => {
  const verification = task.verifications.at(-1);
  const review = verification?.review ?? last?.review ?? null;
  if (review === null) return null;
  const where =
    verification === undefined ? 'of the last round' : `on ${short(verification.onto)}, the commit it landed on`;
  return html`<details>
    <summary>Guardrails ${where}</summary>
    ${guardrailTable(review.report)}
    ${review.acceptance.length > 0 && html`<p class="quiet">Acceptance: ${review.acceptance.map(({ command, exitCode }) => html`<code>${command}</code> ${exitCode === 0 ? 'green' : 'red'} `)}</p>`}
  </details>`;
};

const footer = ({ start, resumes }: RunState): Html =>
  html`<p>
    Jobs started from <code>${short(start.base)}</code>. Every commit that landed passed the guardrails of the branch it
    landed on, on exactly that
    tree.${resumes > 0 && ` The run was resumed ${resumes === 1 ? 'once' : `${resumes} times`}.`} A person may appeal
    against a finding: <code>interlock allow FINGERPRINT --until DATE --reason TEXT</code>.
  </p>`;

const roundsOf = (task: TaskState): readonly Round[] => task.jobs.flatMap(({ rounds }) => rounds);

const blockingOf = ({ review, harvestFindings }: Round) =>
  review === null
    ? harvestFindings.filter(({ level }) => level === 'error')
    : blockingFindings({ review, harvestFindings });
