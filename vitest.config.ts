import { defineConfig } from 'vitest/config';

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
          name: 'system',
          // After the unit tests, and one file at a time: some of these measure.
          sequence: { groupOrder: 1 },
          include: ['{guardrails,agent-tasks,services,eslint-plugin-local,scripts,test}/**/*.system.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
