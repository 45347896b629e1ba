/**
 * Serves the page on 127.0.0.1:$PORT (8090 unless set), with a ranking and a features service of its own as child processes and a
 * proxy between the two that the page can break. SIGTERM ends all. Reaches nothing but loopback.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { readConfiguration, runMain, runService, stopWithProcess } from '../../services/chassis/src/index.ts';
import { createFeaturesClient } from '../platform/generated/features-client.ts';
import { createRankingClient } from '../platform/generated/ranking-client.ts';
import { startFaultProxy, type FaultProxy } from '../platform/start-fault-proxy.ts';
import { firstRanking, startPlatform } from '../platform/start-platform.ts';
import { createPageApp } from './create-page-app.ts';
import { readPageSetup } from './page-setup.ts';

const PageConfiguration = Type.Object({
  port: Type.Integer({ default: 8090, minimum: 0, maximum: 65535 }),
});

await runMain(async () => {
  const { port } = readConfiguration(PageConfiguration);
  const folder = mkdtempSync(join(tmpdir(), 'now-playing-page-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  let proxy: FaultProxy | undefined;
  const platform = await startPlatform({
    folder,
    featuresUrlFor: async (url) => (proxy = await startFaultProxy(url)).url,
    rankingEnvironment: { PREVIEW_ALLOWED: 'true' },
  });
  const ranking = createRankingClient({ baseUrl: firstRanking(platform).url });
  const features = createFeaturesClient({ baseUrl: platform.features.url });
  const service = await createPageApp({
    setup: readPageSetup(),
    ranking,
    features,
    setFault: (fault) => proxy?.set(fault),
  });
  const running = await runService(service, { host: '127.0.0.1', port, drainMs: 0 });
  const stop = async (): Promise<void> => {
    await running.stop();
    await Promise.all([ranking.close(), features.close()]);
    await platform.stop();
    await proxy?.close();
  };
  let stopped: Promise<void> | undefined;
  stopWithProcess({ ...running, stop: () => (stopped ??= stop()) });
  console.error(`page: ${running.url} (simulated listeners, live services)`);
});
