import { failure, type RegistryFailure } from '../errors.ts';
import type { ServingPointer } from '../registry/serving-pointer.ts';
import { setServing, settleServing, type AuditedRegistry } from '../registry/set-serving.ts';
import { previousFull, servingPeriods } from '../registry/what-served.ts';

export type Rollback = { readonly model: string; readonly to?: string | undefined; readonly reason: string };

export type RolledBack =
  { readonly ok: true; readonly before: ServingPointer; readonly after: ServingPointer } | RegistryFailure;

/**
 * Takes back the last step, at once and without gates: a canary or shadow is halted; without one, everyone gets the version
 * that served before. What it goes back to must be readable, else nothing changes.
 */
export const rollback = (audited: AuditedRegistry, { model, to, reason }: Rollback): RolledBack => {
  const { registry, audit } = audited;
  settleServing(audited, model);
  const serving = registry.serving(model);
  if (!serving.ok) return serving;
  const before = serving.pointer;
  const isHalt = to === undefined && (before.canary !== undefined || before.shadow !== undefined);
  const target = to ?? (isHalt ? before.full : previousFull(servingPeriods(audit.read().lines), model, before.full));
  if (target === undefined)
    return failure('models/no-serving-version', `${model} had no version before ${before.full}: name one by --to`);
  const content = registry.read(model, target);
  if (!content.ok) return content;
  const after = { full: target };
  setServing(audited, { model, step: isHalt ? 'halt' : 'rollback', after, reason });
  return { ok: true, before, after };
};
