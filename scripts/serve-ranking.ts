/**
 * Serves the ranking service on 127.0.0.1:$PORT (8080 unless set) together with the features service that it needs, a
 * child process on a free port. `/readyz` says 200 once both answer. SIGTERM ends both, and neither outlives the other's
 * parent: the child stops when this process is gone. Writes nothing but its logs on stdout, reaches nothing but loopback.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import {
  ConfigurationError,
  readConfiguration,
  runMain,
  stopWithProcess,
  type ListeningMessage,
} from '../services/chassis/src/index.ts';
import { RankingConfiguration } from '../services/ranking/src/configuration.ts';
import { startRanking } from '../services/ranking/src/start-ranking.ts';

const main = async (): Promise<void> => {
  const server = resolve(import.meta.dirname, '../services/features/src/server.ts');
  const features = fork(server, { env: { ...process.env, PORT: '0', HOST: '127.0.0.1' } });
  try {
    const featuresUrl = await listeningUrl(features);
    console.error(`features: ${featuresUrl} (process ${features.pid ?? 0})`);
    const ranking = await startRanking(
      readConfiguration(RankingConfiguration, { ...process.env, FEATURES_URL: featuresUrl }),
    );
    stopWithProcess({ ...ranking, stop: () => ranking.stop().then(() => stopChild(features)) });
    console.error(`ranking: ${ranking.url} (process ${process.pid})`);
  } catch (error) {
    await stopChild(features);
    throw error;
  }
};

const listeningUrl = async (child: ChildProcess): Promise<string> => {
  const ended = once(child, 'exit').then(([code]) => {
    throw new ConfigurationError(
      `The features service ended before it listened (exit ${String(code)}); its log says why.`,
    );
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [ListeningMessage];
  // Only an end before the service listened is a failure: later the ranking goes on without features.
  ended.catch(() => undefined);
  return message.url;
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

await runMain(main);
