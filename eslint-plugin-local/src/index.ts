import type { FlatConfig } from '@typescript-eslint/utils/ts-eslint';
import { boundedCache } from './rules/bounded-cache.ts';
import { boundedMetricLabels } from './rules/bounded-metric-labels.ts';
import { errorWithCauseAndCode } from './rules/error-with-cause-and-code.ts';
import { fastifyResponseSchema } from './rules/fastify-response-schema.ts';
import { fastifyRouteSchema } from './rules/fastify-route-schema.ts';
import { flagWithDefault } from './rules/flag-with-default.ts';
import { instrumentedRoute } from './rules/instrumented-route.ts';
import { noAwaitFreeWriteBeforeReply } from './rules/no-await-free-write-before-reply.ts';
import { noBlockingCallOnRequestPath } from './rules/no-blocking-call-on-request-path.ts';
import { noCrossServiceImport } from './rules/no-cross-service-import.ts';
import { noEnvironmentRead } from './rules/no-environment-read.ts';
import { noFloatEquality } from './rules/no-float-equality.ts';
import { noImpureCore } from './rules/no-impure-core.ts';
import { noLeakedListener } from './rules/no-leaked-listener.ts';
import { noMockOfSubject } from './rules/no-mock-of-subject.ts';
import { noSerialAwait } from './rules/no-serial-await.ts';
import { noSleepInTest } from './rules/no-sleep-in-test.ts';
import { noStringBuiltCommand } from './rules/no-string-built-command.ts';
import { noSwallowedError } from './rules/no-swallowed-error.ts';
import { noUnboundedConcurrency } from './rules/no-unbounded-concurrency.ts';
import { noUnboundedOutboundCall } from './rules/no-unbounded-outbound-call.ts';
import { noUnboundedRetry } from './rules/no-unbounded-retry.ts';
import { noUntrustedKey } from './rules/no-untrusted-key.ts';
import { releaseNativeHandle } from './rules/release-native-handle.ts';
import { safeLogFields } from './rules/safe-log-fields.ts';
import { signalNotForwarded } from './rules/signal-not-forwarded.ts';
import { testAsserts } from './rules/test-asserts.ts';
import { presetRules } from './presets.ts';

const rules = {
  'bounded-cache': boundedCache,
  'bounded-metric-labels': boundedMetricLabels,
  'error-with-cause-and-code': errorWithCauseAndCode,
  'fastify-response-schema': fastifyResponseSchema,
  'fastify-route-schema': fastifyRouteSchema,
  'flag-with-default': flagWithDefault,
  'instrumented-route': instrumentedRoute,
  'no-await-free-write-before-reply': noAwaitFreeWriteBeforeReply,
  'no-blocking-call-on-request-path': noBlockingCallOnRequestPath,
  'no-cross-service-import': noCrossServiceImport,
  'no-environment-read': noEnvironmentRead,
  'no-float-equality': noFloatEquality,
  'no-impure-core': noImpureCore,
  'no-leaked-listener': noLeakedListener,
  'no-mock-of-subject': noMockOfSubject,
  'no-serial-await': noSerialAwait,
  'no-sleep-in-test': noSleepInTest,
  'no-string-built-command': noStringBuiltCommand,
  'no-swallowed-error': noSwallowedError,
  'no-unbounded-concurrency': noUnboundedConcurrency,
  'no-unbounded-outbound-call': noUnboundedOutboundCall,
  'no-unbounded-retry': noUnboundedRetry,
  'no-untrusted-key': noUntrustedKey,
  'release-native-handle': releaseNativeHandle,
  'safe-log-fields': safeLogFields,
  'signal-not-forwarded': signalNotForwarded,
  'test-asserts': testAsserts,
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
