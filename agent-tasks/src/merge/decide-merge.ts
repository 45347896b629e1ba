import type { RoundResult } from '../review/feedback.ts';
import { isAccepted } from '../review/feedback.ts';

/** What the queue knows of the change at its head. */
export type QueueHead = {
  /** Tip of the branch now. */
  readonly tip: string;
  /** The change on the tip, once integrated. */
  readonly integrated: { readonly onto: string; readonly commit: string } | null;
  /** The files in conflict, when it cannot stand on `onto`. */
  readonly conflict: { readonly onto: string } | null;
  /** The verdict on the integrated commit, once it is there. */
  readonly verified: { readonly commit: string; readonly result: RoundResult } | null;
};

/** The queue's next step for the change at its head. */
export type QueueStep =
  | { readonly step: 'integrate'; readonly onto: string }
  | { readonly step: 'verify'; readonly onto: string; readonly commit: string }
  | { readonly step: 'land'; readonly onto: string; readonly commit: string }
  | { readonly step: 'return'; readonly why: 'conflict' | 'verdict' };

/**
 * One change at a time: it stands on the tip, is checked on exactly that tree, and lands only if the tip has not
 * moved since; else it starts over on the new tip. Pure.
 */
export const decideMerge = ({ tip, integrated, conflict, verified }: QueueHead): QueueStep => {
  if (conflict?.onto === tip) return { step: 'return', why: 'conflict' };
  if (integrated?.onto !== tip) return { step: 'integrate', onto: tip };
  if (verified?.commit !== integrated.commit) return { step: 'verify', ...integrated };
  return isAccepted(verified.result) ? { step: 'land', ...integrated } : { step: 'return', why: 'verdict' };
};
