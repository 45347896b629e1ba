import type { BreakerState } from '../resilience/circuit-breaker.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { Target } from './target.ts';

/** How a call ended, as it is counted. */
export const callOutcomes = ['ok', 'deadline', 'unreachable', 'invalid-answer', 'refused', 'circuit-open'] as const;

/** What a client counts; all of it by the name of the service that it calls. */
export type ClientMetrics = {
  readonly call: (outcome: (typeof callOutcomes)[number]) => void;
  readonly retry: (outcome: 'sent' | 'over-budget') => void;
  readonly breaker: (address: string, state: BreakerState) => void;
  readonly watch: (targets: readonly Target[]) => void;
};

const states = ['closed', 'open', 'half-open'] as const;

/** Counts what a client does; without metrics it counts nothing. Labels are the configured name and addresses. */
export const createClientMetrics = (
  metrics: Metrics | undefined,
  { name, addresses }: { readonly name: string; readonly addresses: readonly string[] },
): ClientMetrics => {
  if (!metrics) return { call: ignore, retry: ignore, breaker: ignore, watch: ignore };
  const service = [name];
  const calls = metrics.counter({
    name: 'client_calls_total',
    help: 'Calls to another service, retries not counted, by how they ended.',
    labels: { service, outcome: callOutcomes },
  });
  const retries = metrics.counter({
    name: 'client_retries_total',
    help: 'Calls that could be tried again, by whether the retry budget let them.',
    labels: { service, outcome: ['sent', 'over-budget'] },
  });
  const changes = metrics.counter({
    name: 'client_breaker_changes_total',
    help: 'Changes of a circuit breaker, by the address and the state that it went to.',
    labels: { service, target: addresses, state: states },
  });
  return {
    call: (outcome) => calls.increment({ service: name, outcome }),
    retry: (outcome) => retries.increment({ service: name, outcome }),
    breaker: (target, state) => changes.increment({ service: name, target, state }),
    watch: (targets) => {
      metrics.gauge({
        name: `client_${name}_breakers_open`,
        help: `Addresses of ${name} whose circuit breaker lets no call through.`,
        read: () => targets.filter((target) => target.breakerState() === 'open').length,
      });
    },
  };
};

const ignore = (): void => undefined;
