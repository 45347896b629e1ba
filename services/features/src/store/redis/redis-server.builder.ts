import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A real Redis for tests: on a free port, keeping every write in a folder, killed and started again at will. */
export type RedisServer = {
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** Starts one. `isForgetful` keeps nothing over a restart. */
export const startRedisServer = async (
  folder: string,
  { isForgetful = false }: { readonly isForgetful?: boolean } = {},
): Promise<RedisServer> => {
  const port = await findFreePort();
  const keep = isForgetful ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', 'always'];
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...keep];
  const launch = async () => {
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) if (line.includes('Ready to accept connections')) break;
    child.stdout.resume();
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    return child;
  };
  let running = await launch();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: async () => {
      if (running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
    },
    start: async () => {
      running = await launch();
    },
  };
};

const findFreePort = async (): Promise<number> => {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};
