import type { Reply } from './work-in-processes.ts';

/** Answers the tasks that the parent process sends, one after the other, until the parent ends this process. */
export const answerTasks = <Task, Answer>(answer: (task: Task) => Promise<Answer>): void => {
  process.on('message', (task) => {
    void answer(task as Task).then((result) => {
      const reply: Reply<Answer> = { answer: result, rssBytes: process.memoryUsage.rss() };
      process.send?.(reply);
    });
  });
  // A parent that died leaves nothing to do.
  process.on('disconnect', () => process.exit());
};
