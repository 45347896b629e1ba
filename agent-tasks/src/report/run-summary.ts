import { formatDuration, showOnOneLine } from '@interlock-dev/guardrails/report';
import type { Colours } from './colours.ts';
import { blockingFindings, summariseBlock } from '../review/feedback.ts';
import type { RunState, TaskState } from '../run/run-state.ts';
import { short } from './describe-event.ts';

/** How a summary is drawn. `width` in columns. */
export type SummaryOptions = { readonly colours: Colours; readonly width: number; readonly now: number };

/** What a run came to, on one screen: what landed, what did not and why, what was not checked. Pure. */
export const summariseRun = (state: RunState, { colours, width, now }: SummaryOptions): string => {
  const { start, tasks } = state;
  const usd = tasks.reduce((sum, { usage }) => sum + usage.usd, 0);
  const counts = (['landed', 'blocked', 'skipped', 'discarded'] as const).flatMap((status) => {
    const count = tasks.filter((task) => task.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const open = tasks.filter(({ endedAt }) => endedAt === null).length;
  const facts = [
    `${tasks.length} task${tasks.length === 1 ? '' : 's'}`,
    ...counts,
    ...(open === 0 ? [] : [`${open} open`]),
    formatDuration((state.endedAt ?? now) - state.startedAt),
    ...(usd === 0 ? [] : [`$${usd.toFixed(4)}${start.scripted ? ' by the price list, nothing was paid' : ''}`]),
  ];
  return [
    colours.bold(clip(start.goal.split('\n')[0] ?? '', width)),
    clip(`run ${start.run} onto ${start.into} · ${start.agent.split('\n')[0] ?? ''}`, width) +
      (start.scripted ? colours.yellow(' (scripted: no real model)') : ''),
    facts.join(' · '),
    '',
    ...tasks.flatMap((task) => taskLines(task, { colours, width, now })),
    ...uncheckedLines(state, width),
  ].join('\n');
};

const taskLines = (task: TaskState, { colours, width }: SummaryOptions): string[] => {
  const mark = { landed: colours.green('✔ landed '), blocked: colours.red('✘ blocked') };
  const status =
    task.status === 'landed' || task.status === 'blocked' ? mark[task.status] : `· ${task.status}`.padEnd(9);
  const rounds = task.jobs.reduce((sum, job) => sum + job.rounds.length, 0);
  const end = task.landed === null ? '' : short(task.landed);
  const head = `${status}  ${task.brief.task.id.padEnd(24)} ${`${rounds} round${rounds === 1 ? ' ' : 's'}`.padEnd(9)} ${end}`;
  const indent = ' '.repeat(11);
  const told = task.status === 'landed' ? repairedCodes(task) : [];
  return [
    head.trimEnd(),
    ...(told.length === 0 ? [] : [clip(`${indent}repaired after ${told.join(', ')}`, width)]),
    ...(task.reason === null ? [] : [clip(`${indent}${task.reason}`, width * 2)]),
    ...(task.status === 'blocked' && task.ref !== null ? [`${indent}work kept: ${task.ref}`] : []),
  ];
};

/** Codes that blocked an earlier round or an earlier try of a task that landed. */
const repairedCodes = (task: TaskState): string[] => {
  const rounds = task.jobs
    .flatMap((job) => job.rounds)
    .flatMap(({ review, harvestFindings }) => (review === null ? [] : [{ review, harvestFindings }]));
  const codes = rounds.flatMap((round) => {
    const found = blockingFindings(round).map(({ code }) => code);
    return found.length > 0 || round.review.verdict === 'pass' ? found : [summariseBlock(round)];
  });
  return [...new Set(codes)];
};

/** Most lines of what was not checked: the report has them all. */
const shownUnchecked = 4;

const uncheckedLines = (state: RunState, width: number): string[] => {
  const unchecked = notCheckedOf(state);
  const more = unchecked.length - shownUnchecked;
  return [
    '',
    'Not checked:',
    ...unchecked.slice(0, shownUnchecked).map(({ what, why }) => clip(`  ${what}: ${why}`, width)),
    ...(more > 0 ? [`  and ${more} more in the report`] : []),
  ];
};

/** What the last reviews of all tasks left unchecked, each reason once, with the tasks that it is about. Pure. */
export const notCheckedOf = (state: RunState): readonly { readonly what: string; readonly why: string }[] => {
  const all = state.tasks.flatMap(({ brief, verifications, jobs }) => {
    const last = verifications.at(-1)?.review ?? jobs.at(-1)?.rounds.at(-1)?.review;
    return (last?.report.notChecked ?? []).map((entry) => ({ ...entry, task: brief.task.id }));
  });
  const ofTasks = Array.from(
    Map.groupBy(all, ({ why }) => why),
    ([why, entries]) => {
      const tasks = [...new Set(entries.map(({ task }) => task))];
      const of = tasks.length === state.tasks.length ? '' : ` of ${tasks.join(', ')}`;
      return { what: `${[...new Set(entries.map(({ what }) => what))].join(', ')}${of}`, why };
    },
  );
  const judge = { what: 'judge', why: 'no model compared the changes with their briefs: the judge is not built yet' };
  return [judge, ...ofTasks];
};

/** One line of text that others wrote (a reason holds file names, an exit an agent's words): nothing in it moves the cursor. */
const clip = (text: string, width: number): string => {
  const line = showOnOneLine(text);
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
};
