import { failure, type RegistryFailure } from '../errors.ts';
import type { ModelPackage } from '../package/model-package.ts';
import type { GateVerdict } from '../registry/audit-event.ts';
import type { ServingPointer } from '../registry/serving-pointer.ts';
import { setServing, settleServing, type AuditedRegistry } from '../registry/set-serving.ts';
import { judgeCanary } from './canary-gate.ts';
import { judgeGolden } from './golden-gate.ts';
import { judgeLatency } from './latency-gate.ts';
import { decideStep, type PromotionRequest } from './promotion-step.ts';
import { judgeQuality } from './quality-gate.ts';
import type { RankedLists } from './ranked-lists.ts';
import { judgeShadow } from './shadow-gate.ts';

export type Promotion = PromotionRequest & {
  readonly model: string;
  readonly lists?: RankedLists | undefined;
  readonly shadowReport?: unknown;
  readonly canaryReport?: unknown;
};

export type Promoted =
  | {
      readonly ok: true;
      readonly allowed: boolean;
      readonly gates: readonly GateVerdict[];
      readonly serving: ServingPointer | undefined;
    }
  | RegistryFailure;

/**
 * Judges a version for its next step and, when every gate passes, moves the pointer. Every verdict is logged, whatever it
 * is; `cannot-check` stops as `fail` does.
 */
export const promote = async (audited: AuditedRegistry, promotion: Promotion): Promise<Promoted> => {
  const { registry, audit } = audited;
  const { model, version, step } = promotion;
  settleServing(audited, model);
  const candidate = registry.read(model, version);
  if (!candidate.ok) return candidate;
  const found = readIncumbent(audited, model);
  if (!found.ok) return found;
  const { serving, incumbent } = found;
  const decision = decideStep(promotion, serving);
  if (!decision.ok) return failure('models/out-of-turn', decision.detail);
  const gates = await judge(promotion, { candidate: candidate.content, incumbent, serving });
  const allowed = gates.every(({ verdict }) => verdict === 'pass');
  const reason = allowed
    ? 'every gate passed'
    : gates.flatMap(({ gate, verdict }) => (verdict === 'pass' ? [] : [`${gate}: ${verdict}`])).join(', ');
  audit.append({ event: 'judged', model, version, step, allowed, gates: [...gates], reason });
  if (allowed) setServing(audited, { model, step, after: decision.after, reason });
  return { ok: true, allowed, gates, serving: allowed ? decision.after : serving };
};

type Sides = {
  readonly candidate: ModelPackage;
  readonly incumbent: ModelPackage | undefined;
  readonly serving: ServingPointer | undefined;
};

// Golden vectors and latency are asked at every step: the runtime and the machine may have changed in between.
const judge = async (promotion: Promotion, { candidate, incumbent, serving }: Sides): Promise<GateVerdict[]> => {
  const { step, model, version } = promotion;
  const golden = await judgeGolden(candidate);
  if (golden.verdict !== 'pass') return [golden];
  const gates = [golden, await judgeLatency(candidate, incumbent)];
  if (serving && step === 'canary' && !serving.canary)
    gates.push(
      await judgeQuality({ candidate, incumbent, lists: promotion.lists }),
      judgeShadow(promotion.shadowReport, {
        name: model,
        full: serving.full,
        version,
        budgetMs: candidate.card.latencyBudgetMs,
      }),
    );
  if (serving?.canary && step !== 'shadow')
    gates.push(judgeCanary(promotion.canaryReport, { version, percent: serving.canary.percent }));
  return gates;
};

type Incumbent =
  | { readonly ok: true; readonly serving: ServingPointer | undefined; readonly incumbent: ModelPackage | undefined }
  | RegistryFailure;

const readIncumbent = ({ registry }: AuditedRegistry, model: string): Incumbent => {
  const read = registry.serving(model);
  if (!read.ok && read.reason !== 'models/no-serving-version') return read;
  if (!read.ok) return { ok: true, serving: undefined, incumbent: undefined };
  const incumbent = registry.read(model, read.pointer.full);
  return incumbent.ok
    ? { ok: true, serving: read.pointer, incumbent: incumbent.content }
    : failure(incumbent.reason, `the version that serves is damaged, roll back first: ${incumbent.detail}`);
};
