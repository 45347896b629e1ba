import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from './create-service.ts';

export type RunOptions = {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** How long `/readyz` says 503 before the port closes: as long as the load balancer needs to notice. */
  readonly drainMs: number;
  /** How long requests in flight may still take once the port is closed; then their connections are cut. 5 s by default. */
  readonly graceMs?: number;
};

export type RunningService = { readonly url: string; readonly stop: () => Promise<void> };

/** What a child process tells its parent once it listens. */
export type ListeningMessage = { readonly type: 'listening'; readonly url: string };

/**
 * Listens. `stop` turns readiness off, waits `drainMs`, closes the port, lets requests in flight finish for at most
 * `graceMs`, then closes; it may be called twice.
 */
export const runService = async ({ app, health }: Service, options: RunOptions): Promise<RunningService> => {
  const url = await app.listen({ host: options.host, port: options.port });
  let stopped: Promise<void> | undefined;
  const drainAndClose = async (): Promise<void> => {
    health.startDraining();
    await delay(options.drainMs);
    const cut = setTimeout(() => app.server.closeAllConnections(), options.graceMs ?? 5000);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
    }
  };
  return { url, stop: () => (stopped ??= drainAndClose()) };
};

/**
 * Stops a service on SIGTERM, on SIGINT, and when the parent process that started it is gone, so that no child is left
 * behind; tells that parent where the service listens.
 */
export const stopWithProcess = ({ url, stop }: RunningService): void => {
  const end = (): void => {
    stop().then(
      () => {
        if (process.connected) process.disconnect();
      },
      (cause: unknown) => {
        throw new Error('the service did not stop cleanly', { cause });
      },
    );
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  if (!process.send) return;
  if (process.connected) {
    process.once('disconnect', end);
    process.send({ type: 'listening', url } satisfies ListeningMessage);
  } else end();
};
