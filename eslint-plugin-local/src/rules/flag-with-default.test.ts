import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { flagWithDefault } from './flag-with-default.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('flag-with-default', flagWithDefault, {
  valid: [
    'import { OpenFeature } from "@openfeature/server-sdk"; const client = OpenFeature.getClient(); client.getBooleanValue("new-card", false);',
    {
      name: 'a default with ??',
      code: 'import { PostHog } from "posthog-node"; const on = (await posthog.getFeatureFlag("a", id)) ?? "control";',
    },
    {
      name: 'what holds without an answer stands there',
      code: 'import { PostHog } from "posthog-node"; if (await posthog.getFeatureFlag("a", id)) run(); const t = (await posthog.getFeatureFlag("a", id)) === "test";',
    },
    { name: 'another client of the same method', code: 'import { db } from "./db"; client.getBooleanValue("x");' },
    {
      name: 'LaunchDarkly with a default',
      code: 'import * as ld from "@launchdarkly/node-server-sdk"; ldClient.boolVariation("a", context, false);',
    },
    {
      name: 'a client that answers false by itself',
      code: 'import { initialize } from "unleash-client"; unleash.isEnabled("a");',
    },
    {
      name: 'a fallback of Unleash',
      code: 'import { initialize } from "unleash-client"; unleash.isEnabled("a", {}, false);',
      options: [{ implicitFalse: 'report' }],
    },
    {
      name: 'spread arguments',
      code: 'import { GrowthBook } from "@growthbook/growthbook"; gb.getFeatureValue(...args);',
    },
    {
      name: 'a test',
      code: 'import { GrowthBook } from "@growthbook/growthbook"; gb.getFeatureValue("a");',
      filename: 'src/a.test.ts',
    },
  ],
  invalid: [
    {
      name: 'OpenFeature',
      code: 'import { OpenFeature } from "@openfeature/server-sdk"; const on = await client.getBooleanValue("new-card");',
      errors: [
        {
          messageId: 'noDefault',
          data: { callee: 'client.getBooleanValue', client: 'OpenFeature', where: ' as argument 2' },
        },
      ],
    },
    {
      name: 'undefined is no default',
      code: 'import { GrowthBook } from "@growthbook/growthbook"; const n = gb.getFeatureValue("a", undefined);',
      errors: [{ messageId: 'noDefault' }],
    },
    {
      name: 'LaunchDarkly on a server',
      code: 'import * as ld from "@launchdarkly/node-server-sdk"; const v = await ldClient.variation("a", context);',
      errors: [
        {
          messageId: 'noDefault',
          data: { callee: 'ldClient.variation', client: 'LaunchDarkly', where: ' as argument 3' },
        },
      ],
    },
    {
      name: 'LaunchDarkly in a browser',
      code: 'import * as ld from "launchdarkly-js-client-sdk"; const v = ldClient.variation("a");',
      errors: [{ messageId: 'noDefault' }],
    },
    {
      name: 'PostHog',
      code: 'import { PostHog } from "posthog-node"; const variant = await posthog.getFeatureFlag("a", id);',
      errors: [
        { messageId: 'noDefault', data: { callee: 'posthog.getFeatureFlag', client: 'PostHog', where: ' with `??`' } },
      ],
    },
    {
      name: 'Unleash, where false must be said',
      code: 'import { initialize } from "unleash-client"; unleash.isEnabled("a");',
      options: [{ implicitFalse: 'report' }],
      errors: [{ messageId: 'implicitFalse' }],
    },
  ],
});
