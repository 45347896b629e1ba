import { isDeepStrictEqual } from 'node:util';
import type { AuditEntry, Step } from './audit-event.ts';
import type { AuditLog } from './audit-log.ts';
import type { Registry } from './registry.ts';
import type { ServingPointer } from './serving-pointer.ts';

export type ServingChange = {
  readonly model: string;
  readonly step: Step;
  readonly after: ServingPointer;
  readonly reason: string;
};

export type AuditedRegistry = { readonly registry: Registry; readonly audit: AuditLog };

/**
 * Changes what serves: the intention is logged, the pointer replaced as a whole, the end logged. A kill at any instant
 * leaves the pointer before or the one after, and `settleServing` finds out which.
 */
export const setServing = (
  { registry, audit }: AuditedRegistry,
  { model, step, after, reason }: ServingChange,
): void => {
  const before = pointerOf(registry, model);
  audit.append({ event: 'intended', model, step, reason, before, after });
  registry.point(model, after);
  audit.append({ event: 'carried-out', model, reason, serving: after });
};

/** Says of a change that a kill cut off whether it came about; run before anything else is changed. */
export const settleServing = ({ registry, audit }: AuditedRegistry, model: string): void => {
  const open = openIntention(audit, model);
  if (!open) return;
  const serving = pointerOf(registry, model);
  const event = isDeepStrictEqual(serving, open.after) ? 'carried-out' : 'abandoned';
  audit.append({ event, model, serving, reason: 'settled after the command that meant it was cut off' });
};

const pointerOf = (registry: Registry, model: string): ServingPointer | null => {
  const read = registry.serving(model);
  return read.ok ? read.pointer : null;
};

const openIntention = (audit: AuditLog, model: string): Extract<AuditEntry, { event: 'intended' }> | undefined => {
  const last = audit
    .read()
    .lines.map(({ entry }) => entry)
    .findLast((entry) => entry.model === model && ['intended', 'carried-out', 'abandoned'].includes(entry.event));
  return last?.event === 'intended' ? last : undefined;
};
