import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRankingClient, type RankNowPlayingRequest } from '../../scripts/platform/generated/ranking-client.ts';
import { startFaultProxy, type FaultProxy } from '../../scripts/platform/start-fault-proxy.ts';
import { startPlatform, type Platform } from '../../scripts/platform/start-platform.ts';

/** A platform of real processes, a proxy before features, and a client that knows all ranking processes. */
export type PlatformRig = {
  readonly platform: Platform;
  readonly proxy: FaultProxy;
  readonly client: ReturnType<typeof createRankingClient>;
  readonly close: () => Promise<void>;
};

/** Starts the platform; everything is gone after `close`. */
export const startRig = async (rankings: number): Promise<PlatformRig> => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-platform-'));
  let proxy: FaultProxy | undefined;
  const platform = await startPlatform({
    folder,
    rankings,
    // A busy machine may hold an answer up for longer than the reserve that is right in production.
    rankingEnvironment: { FALLBACK_RESERVE_MS: '300' },
    featuresUrlFor: async (url) => (proxy = await startFaultProxy(url)).url,
  });
  if (!proxy) throw new Error('the platform asked for no address of features');
  const [started] = [proxy];
  const client = createRankingClient({ baseUrl: platform.rankings.map(({ url }) => url) });
  return {
    platform,
    proxy: started,
    client,
    close: async () => {
      await client.close();
      await platform.stop();
      await started.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

type Recorded = { readonly body: RankNowPlayingRequest };

/** The recorded (simulated) requests. */
export const recordedRequests: readonly RankNowPlayingRequest[] = readFileSync(
  new URL('../../services/ranking/bench/requests.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as Recorded).body);

/** Whether a process is still there. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
