import type { FlatConfig } from '@typescript-eslint/utils/ts-eslint';
import { boundedMetricLabels } from './rules/bounded-metric-labels.ts';
import { fastifyResponseSchema } from './rules/fastify-response-schema.ts';
import { fastifyRouteSchema } from './rules/fastify-route-schema.ts';
import { noAwaitFreeWriteBeforeReply } from './rules/no-await-free-write-before-reply.ts';
import { noBlockingCallOnRequestPath } from './rules/no-blocking-call-on-request-path.ts';
import { noImpureCore } from './rules/no-impure-core.ts';
import { noSerialAwait } from './rules/no-serial-await.ts';
import { noSwallowedError } from './rules/no-swallowed-error.ts';
import { noUnboundedConcurrency } from './rules/no-unbounded-concurrency.ts';
import { noUnboundedOutboundCall } from './rules/no-unbounded-outbound-call.ts';
import { noUnboundedRetry } from './rules/no-unbounded-retry.ts';
import { safeLogFields } from './rules/safe-log-fields.ts';
import { signalNotForwarded } from './rules/signal-not-forwarded.ts';
import { presetRules } from './presets.ts';

const rules = {
  'bounded-metric-labels': boundedMetricLabels,
  'fastify-response-schema': fastifyResponseSchema,
  'fastify-route-schema': fastifyRouteSchema,
  'no-await-free-write-before-reply': noAwaitFreeWriteBeforeReply,
  'no-blocking-call-on-request-path': noBlockingCallOnRequestPath,
  'no-impure-core': noImpureCore,
  'no-serial-await': noSerialAwait,
  'no-swallowed-error': noSwallowedError,
  'no-unbounded-concurrency': noUnboundedConcurrency,
  'no-unbounded-outbound-call': noUnboundedOutboundCall,
  'no-unbounded-retry': noUnboundedRetry,
  'safe-log-fields': safeLogFields,
  'signal-not-forwarded': signalNotForwarded,
};

const base = {
  meta: { name: '@interlock-dev/eslint-plugin-local', version: '0.1.0', namespace: 'local' },
  rules,
};

const preset = (name: 'recommended' | 'strict'): FlatConfig.Config => ({
  name: `local/${name}`,
  plugins: { local: base },
  rules: presetRules(rules, name),
});

/**
 * The plugin: lint rules for backend services. Presets for a flat configuration: `recommended` reports what is certain; `strict`
 * has every rule and also reports what cannot be seen to be right. No preset needs type information; where the parser gives
 * it, the rules that say so see more.
 */
const plugin = { ...base, configs: { recommended: preset('recommended'), strict: preset('strict') } };

export default plugin;
