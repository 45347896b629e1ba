import { createFinding, type Collected, type CollectContext, type Guardrail } from '../../guardrail.ts';
import type { ServiceConfiguration } from '../../policy/configuration.ts';
import { combineVerdicts } from '../../report/report.ts';
import { judgeService } from './judge-service.ts';
import type { LatencyEvidence, ServiceEvidence } from './latency-evidence.ts';
import { latencyMessages } from './latency-messages.ts';
import { parseLimits } from './limits.ts';
import { measureConfirmed } from './measure-confirmed.ts';
import { readRequests } from './read-requests.ts';
import { isNewService, selectServices } from './select-services.ts';

type NamedService = readonly [name: string, service: ServiceConfiguration];

/**
 * Runs base and head of each service side by side and says whether head is slower than its limits allow: `pass` and `fail`
 * only where the samples show it, else `cannot-check`.
 */
export const latency: Guardrail<LatencyEvidence> = {
  id: 'latency',
  version: 2,
  portable: false,
  collect: async (context) => {
    const { services } = context.policy.configuration;
    const { reached, unreached } = selectServices(services, context.change);
    if (reached.length === 0) return { evidence: { services: [], unreached } };
    return context.exclusive(() => collectServices(context, reached, unreached));
  },
  assess: (evidence, policy) =>
    evidence.services
      .flatMap((one) => judge(one, policy.configuration.services).drafts)
      .map((draft) => createFinding(draft)),
  notChecked: ({ services, unreached }) => [
    ...(services.length + unreached.length === 0
      ? [{ what: 'latency', why: 'interlock.config.json on base names no service to measure' }]
      : []),
    ...unreached.map((name) => ({
      what: `latency of ${name}`,
      why: `the change touches nothing that services.${name}.reach names`,
    })),
  ],
  messages: latencyMessages,
};

const collectServices = async (
  context: CollectContext,
  reached: readonly NamedService[],
  unreached: readonly string[],
): Promise<Collected<LatencyEvidence>> => {
  const services: ServiceEvidence[] = [];
  // Each service may be measured twice.
  const wallSeconds = (context.policy.configuration.deadlineSeconds * 0.4) / reached.length;
  for (const named of reached) {
    const collected = await collectService(context, named, wallSeconds);
    if ('cannotCheck' in collected) return collected;
    services.push(collected.evidence);
  }
  const judgements = services.map((one) => judge(one, context.policy.configuration.services));
  // Where something is shown to be wrong it is told; what stayed open besides would only hide it.
  if (combineVerdicts(judgements.map(({ verdict }) => verdict)) !== 'cannot-check')
    return { evidence: { services, unreached } };
  const open = judgements.filter(({ verdict }) => verdict === 'cannot-check');
  return { cannotCheck: open.map(({ reason }) => reason).join('. ') };
};

const collectService = async (
  context: CollectContext,
  [name, service]: NamedService,
  wallSeconds: number,
): Promise<Collected<ServiceEvidence>> => {
  const { base, head, policy, run, signal } = context;
  const isNew = isNewService(service, await base.list(), await head.list());
  const limits = parseLimits(service);
  if (isNew && limits.budgets.length === 0) return { evidence: { service: name, isNew, measurement: null } };
  const read = await readRequests(service.requests, (path) => (isNew ? head : base).readText(path));
  if ('reason' in read) return { cannotCheck: `${name}: ${read.reason}` };
  const [before, after] = [await (isNew ? head : base).checkout(), await head.checkout()];
  const command = ({ dir, readOnly }: typeof before) => ({ command: service.start, cwd: dir, readOnly });
  const measurement = await measureConfirmed({
    servers: { base: command(before), head: command(after) },
    ready: service.ready,
    requests: read.requests,
    limits,
    isNew,
    maxSeconds: service.maxSeconds,
    wallSeconds,
    walls: policy.configuration.sandbox,
    run,
    signal,
  });
  return { evidence: { service: name, isNew, measurement } };
};

const judge = (evidence: ServiceEvidence, services: Readonly<Record<string, ServiceConfiguration>>) => {
  const service = services[evidence.service];
  if (service === undefined) throw new Error(`evidence on the service "${evidence.service}" that policy does not name`);
  return judgeService(evidence, parseLimits(service));
};
