import { createFinding, type Finding, type FindingDraft } from './guardrail.ts';

/**
 * Gives drafts their fingerprints, in the order of their places. Equal ones in one file are told apart by their order, so that each
 * can be allowed by itself. Pure.
 */
export const createFindings = (drafts: readonly FindingDraft[]): readonly Finding[] => {
  const seen = new Map<string, number>();
  return [...drafts].sort(byPlace).map((draft) => {
    const identity = draft.identity ?? draft.data;
    const name = JSON.stringify([draft.code, draft.file, identity]);
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return createFinding({ ...draft, identity: nth === 0 ? identity : [identity, nth] });
  });
};

const byPlace = (left: FindingDraft, right: FindingDraft): number =>
  compare(left.file ?? '', right.file ?? '') ||
  (left.line ?? 0) - (right.line ?? 0) ||
  compare(left.code, right.code) ||
  compare(JSON.stringify(left.data), JSON.stringify(right.data));

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
