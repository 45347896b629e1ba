import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints the true count, `N passed, N failed`, alone on the last line, and fails the run when a test was skipped:
 * a skipped test is not a checked one.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = count('skipped');
    const broken = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length;
    const failed = count('failed') + skipped + broken + errors.length;
    if (failed > 0) process.exitCode = 1;
    process.once('exit', () => {
      if (skipped > 0) console.log(`${skipped} skipped: counted as failed, because nothing may be skipped here`);
      console.log(`${count('passed')} passed, ${failed} failed`);
    });
  }
}
