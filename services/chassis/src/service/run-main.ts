import { ConfigurationError } from '../configuration/read-configuration.ts';

/** Runs a server's start-up; a deployer's mistake ends it with one sentence and exit code 2, a bug with its stack. */
export const runMain = async (start: () => Promise<void>): Promise<void> => {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
    if (process.connected) process.disconnect();
  }
};
