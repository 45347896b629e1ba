import { defineConfig } from 'vitest/config';

/** System tests that measure time, or that take the whole machine. */
const alone = [
  'guardrails/src/catalog/latency/latency.system.test.ts',
  'services/ranking/src/ranking.system.test.ts',
  'test/demo/demo.system.test.ts',
  'test/ranking/bench.system.test.ts',
];

const systemTests = {
  testTimeout: 240_000,
  hookTimeout: 240_000,
};

const shared = { exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'] };

export default defineConfig({
  test: {
    maxWorkers: '100%',
    reporters: ['default', './scripts/count-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          // Generous, because a loaded machine is no fault of a test: nothing here asserts a time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['{guardrails,agent-tasks,services,eslint-plugin-local,scripts,test}/**/*.test.ts'],
          exclude: [...shared.exclude, '**/*.system.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          ...systemTests,
          name: 'system',
          sequence: { groupOrder: 1 },
          include: ['{guardrails,agent-tasks,services,eslint-plugin-local,scripts,test}/**/*.system.test.ts'],
          exclude: [...shared.exclude, ...alone],
        },
      },
      {
        test: {
          ...shared,
          ...systemTests,
          name: 'alone',
          sequence: { groupOrder: 2 },
          include: alone,
          fileParallelism: false,
        },
      },
    ],
  },
});
