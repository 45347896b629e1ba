import type { Reply } from './work-in-processes.ts';

/** Answers the tasks that the parent process sends, one after the other, until the parent ends this process. */
export const answerTasks = (answer: (task: never) => Promise<unknown>): void => {
  process.on('message', (task) => {
    void answer(task as never).then((result) => {
      const reply: Reply<unknown> = { answer: result, rssBytes: process.memoryUsage.rss() };
      process.send?.(reply);
    });
  });
  // A parent that died leaves nothing to do.
  process.on('disconnect', () => process.exit());
};
