import type { Edit, ScriptedTask } from '../scripted-task.ts';

const route = 'services/features/src/routes/add-batch-route.ts';
const metrics = 'services/chassis/src/metrics/create-metrics.ts';

const countByLoop: readonly Edit[] = [
  {
    path: route,
    oldText: '  const answers = countUsers(metrics);\n',
    newText: '  const answers = countUsers(metrics);\n  const items = countItems(metrics);\n',
  },
  {
    path: route,
    oldText: "    answers.increment({ user: isUserKnown ? 'known' : 'unknown' });\n",
    newText: `    answers.increment({ user: isUserKnown ? 'known' : 'unknown' });
    for (const id of body.items) items.increment({ item: snapshot.items.has(id) ? 'known' : 'unknown' });
`,
  },
  {
    path: route,
    oldText: 'const countUsers = (metrics: Metrics)',
    newText: `const countItems = (metrics: Metrics): BoundedCounter<{ readonly item: readonly ['known', 'unknown'] }> =>
  metrics.counter({
    name: 'features_items_total',
    help: 'Items asked for, by whether anything is known of them.',
    labels: { item: ['known', 'unknown'] },
  });

const countUsers = (metrics: Metrics)`,
  },
  {
    path: 'services/features/src/routes/count-items.test.ts',
    content: `import { createLogger, createMetrics } from '@interlock-dev/chassis';
import { afterEach, expect, test } from 'vitest';
import { createFeaturesApp } from '../app.ts';
import { readSnapshot } from '../store/read-snapshot.ts';

const open: { close: () => PromiseLike<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

test('Items that nothing is known of are counted apart', async () => {
  const snapshot = readSnapshot(new URL('../../seed/snapshot.json', import.meta.url).pathname);
  const logger = createLogger({ service: 'features', level: 'silent' });
  const { app } = await createFeaturesApp({ snapshot, logger, metrics: createMetrics() });
  open.push(app);
  const body = { user: 'user-1', currentItem: 'track-9', items: ['track-1', 'track-2', 'nowhere'] };
  await app.inject({ method: 'POST', url: '/v1/features/batch', body });
  const text = (await app.inject('/metrics')).body;
  expect(text).toContain('features_items_total{item="known"} 2');
  expect(text).toContain('features_items_total{item="unknown"} 1');
});
`,
  },
];

const increment = '  readonly increment: (labels: { readonly [Name in keyof Labels]: Labels[Name][number] }) => void;';

/** Strays into another service's folder, is told, comes back. */
export const countUnknownItems: ScriptedTask = {
  id: 'count-unknown-items',
  first: {
    thought: 'The counter of the chassis adds one at a time. I say so there while I am at it.',
    edits: [...countByLoop, { path: metrics, oldText: increment, newText: `  /** Adds one. */\n${increment}` }],
    claim: 'Items are counted by whether anything is known of them, with a test.',
  },
  repairs: [
    {
      answers: 'scope/outside',
      thought: 'The chassis is outside my scope. I take that edit back.',
      edits: [{ path: metrics, oldText: `  /** Adds one. */\n${increment}`, newText: increment }],
      claim: 'The chassis is as it was; the counting is in the features service alone.',
    },
  ],
  giveUp: 'I see nothing in that message that I could repair.',
};
