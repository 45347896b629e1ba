import { createContext, Script } from 'node:vm';

/** What {@link withinTime} answers where the time was not enough. */
export const outOfTime = Symbol('out of time');

/**
 * Runs something that does not wait, and stops it when it takes longer: also inside of a regular expression or of code
 * that a validator was compiled to. For what is bounded by counting already and might be made to stall all the same.
 */
export const withinTime = <Result>(run: () => Result, timeoutMs: number): Result | typeof outOfTime => {
  context.run = run;
  try {
    return script.runInContext(context, { timeout: timeoutMs }) as Result;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return outOfTime;
    throw error;
  } finally {
    delete context.run;
  }
};

const context: { run?: () => unknown } = {};
createContext(context);
const script = new Script('run()');
