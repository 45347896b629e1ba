import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { boundedMetricLabels } from './bounded-metric-labels.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('bounded-metric-labels', boundedMetricLabels, {
  valid: [
    'requests.inc({ method, route: request.routeOptions.url, status });',
    'const requests = new Counter({ name: "requests_total", help: "Requests.", labelNames: ["route", "status"] });',
    { name: 'a fixed value has one series', code: 'requestCounter.inc({ client_id: "web" });' },
    { name: 'no metric', code: 'cart.add(1, { userId }); emitter.set({ url });' },
    { name: 'a set of another kind', code: 'const seen = new Set(); seen.add(1, { userId });' },
    { name: 'a gauge without labels', code: 'sizeGauge.set(12);' },
    { name: 'an error’s name is one of a few', code: 'errorCounter.inc({ error: error.name });' },
    { name: 'labels from elsewhere cannot be read', code: 'requestCounter.inc(labels);' },
    {
      name: 'a name that is allowed',
      code: 'jobCounter.inc({ instance_id: id });',
      options: [{ allow: ['instance_id'] }],
    },
  ],
  invalid: [
    {
      name: 'a user in a label of prom-client: the token is the key',
      code: 'const plays = new Counter({ name: "plays_total" }); plays.inc({ userId: user.id });',
      errors: [{ messageId: 'unboundedName', column: 65, data: { label: 'userId', of: 'user or client' } }],
    },
    {
      name: 'the names of a metric',
      code: 'new client.Histogram({ name: "seconds", labelNames: ["route", "track_id"] });',
      errors: [{ messageId: 'unboundedName', data: { label: 'track_id', of: 'object' } }],
    },
    {
      name: 'a wrapper that makes one',
      code: 'createCounter({ name: "logins_total", labelNames: ["email"] });',
      errors: [{ messageId: 'unboundedName' }],
    },
    {
      name: 'an address under a harmless name',
      code: 'requestCounter.inc({ route: req.originalUrl });',
      errors: [
        {
          messageId: 'unboundedValue',
          data: { label: 'route', value: 'req.originalUrl', of: 'address or client that calls' },
        },
      ],
    },
    {
      name: 'the text of an error',
      code: 'metrics.errors.labels({ reason: error.message }).inc();',
      errors: [{ messageId: 'unboundedValue' }],
    },
    {
      name: 'inside a text',
      code: 'errorCounter.inc({ key: `user-${user.id}` });',
      errors: [{ messageId: 'unboundedValue' }],
    },
    {
      name: 'with a fallback',
      code: 'errorCounter.inc({ who: user.email ?? "nobody" });',
      errors: [{ messageId: 'unboundedValue' }],
    },
    {
      name: 'OpenTelemetry',
      code: 'const skips = meter.createCounter("skips"); skips.add(1, { session_id: session });',
      errors: [{ messageId: 'unboundedName' }],
    },
    {
      name: 'labels with a name of their own are reported once',
      code: 'const labels = { orgId }; requestCounter.inc(labels); sizeHistogram.observe(labels, 1);',
      errors: [{ messageId: 'unboundedName' }],
    },
    {
      name: 'own functions and own names',
      code: 'recordIncrement("exports", 1, { projectId });',
      options: [{ functions: ['recordIncrement'], labels: ['projectId'] }],
      errors: [{ messageId: 'unboundedName' }],
    },
  ],
});
