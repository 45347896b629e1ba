import { createFinding } from '../../../guardrail.ts';
import type { Finding, Json, NotChecked } from '../../../guardrail.ts';
import { contractLevel, semverOf } from '../contract-level.ts';
import type { Judgement } from '../contract-level.ts';
import type { EventPair, Events } from './collect-events.ts';
import { compareEvents } from './compare-events.ts';
import type { EventComparison, EventDifference } from './compare-events.ts';

/** What is wrong between two versions of events, judged by what was agreed. Pure, deterministic. */
export const eventFindings = (events: Events | undefined, judgement: Judgement): readonly Finding[] =>
  (events?.changed ?? []).flatMap((pair) => pairFindings(pair, judgement));

/** Why events cannot be judged at all: a schema of base that cannot be read. Null where they can. */
export const unreadableEvent = (events: Events | null): string | null => {
  for (const pair of events?.changed ?? []) {
    const comparison = comparisonOf(pair);
    if (comparison?.state !== 'unreadable' || comparison.side === 'head') continue;
    const { line, detail } = comparison.problem;
    return (
      `${pair.base?.path ?? pair.path} at base is no JSON Schema that can be read (line ${line ?? '?'}: ${detail}), so what ` +
      'it promised cannot be compared. Repair it on base, or take it out of `contracts.events` there.'
    );
  }
  return null;
};

/** References of events that lead nowhere. */
export const eventsNotChecked = (events: Events | undefined): readonly NotChecked[] =>
  (events?.changed ?? []).flatMap((pair) => {
    const comparison = comparisonOf(pair);
    return comparison?.state !== 'compared'
      ? []
      : comparison.unfollowed.map((reference) => ({
          what: `${pair.path}: what it takes from ${reference}`,
          why: 'nothing of the repository stands there',
        }));
  });

/** The same pair is compared once. */
const comparisonOf = (pair: EventPair): EventComparison | null => {
  if (pair.base === null || pair.head === null) return null;
  const { base, head, compatibility } = pair;
  const comparison = remembered.get(pair) ?? compareEvents({ base, head, compatibility });
  remembered.set(pair, comparison);
  return comparison;
};

const remembered = new WeakMap<EventPair, EventComparison>();

const pairFindings = (pair: EventPair, judgement: Judgement): readonly Finding[] => {
  const comparison = comparisonOf(pair);
  if (comparison === null) return pair.head === null ? [removedFinding(pair, judgement)] : [];
  if (comparison.state === 'compared') {
    return comparison.differences.map((difference) => differenceFinding(pair, difference, judgement));
  }
  const { detail, line, column } = comparison.problem;
  if (comparison.side === 'base') return [];
  const [file, code] = [pair.path, 'contract/unreadable'];
  const at = line === null ? {} : { line };
  return [
    createFinding({ code, level: 'error', file, ...at, data: { document: file, detail, column }, identity: code }),
  ];
};

const removedFinding = ({ path, compatibility }: EventPair, judgement: Judgement): Finding =>
  createFinding({
    code: 'contract/event-schema-removed',
    level: contractLevel({ grade: 'certain' }, judgement),
    file: path,
    data: { document: path, compatibility, grade: 'certain', semver: 'major' },
    identity: { document: path },
  });

const differenceFinding = ({ path }: EventPair, difference: EventDifference, judgement: Judgement): Finding => {
  const { promise, grade, subject, where, keyword, from, to, basePointer, headPointer, headFile, line } = difference;
  const level = contractLevel({ grade, ...(difference.impact === 'note' ? { atMost: 'note' } : {}) }, judgement);
  const pointer = basePointer ?? headPointer;
  return createFinding({
    code: promise === 'backward' ? 'contract/event-old-data-refused' : 'contract/event-new-data-refused',
    level,
    file: headFile ?? path,
    line,
    data: {
      document: path,
      subject,
      where,
      keyword,
      kind: difference.kind,
      from,
      to,
      pointer,
      grade,
      semver: semverOf(grade, level, judgement.terms),
      ...(difference.witness === undefined ? {} : { witness: difference.witness as unknown as Json }),
    },
    identity: [pointer, keyword, subject, from, to],
  });
};
