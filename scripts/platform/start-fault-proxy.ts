import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to the bytes: passed on, passed on late, or every connection broken. */
export type Fault =
  { readonly kind: 'none' } | { readonly kind: 'slow'; readonly delayMs: number } | { readonly kind: 'dead' };

/** A loopback address that stands before a service and can break it. */
export type FaultProxy = {
  readonly url: string;
  readonly set: (fault: Fault) => void;
  readonly fault: () => Fault;
  readonly close: () => Promise<void>;
};

/**
 * A TCP proxy on a free port of 127.0.0.1 before `target` (an http URL with a port). It knows nothing of HTTP: `slow` holds
 * back each piece of what the target answers, `dead` resets open connections and refuses new ones.
 */
export const startFaultProxy = async (target: string): Promise<FaultProxy> => {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let fault: Fault = { kind: 'none' };
  const server = createServer((socket) => {
    if (fault.kind === 'dead') return void socket.resetAndDestroy();
    const upstream = connect(Number(port), hostname);
    const late = createDelay(() => (fault.kind === 'slow' ? fault.delayMs : 0));
    for (const one of [socket, upstream]) track(open, one);
    socket.on('close', () => upstream.destroy()).pipe(upstream);
    upstream
      .on('close', () => socket.destroy())
      .pipe(late)
      .pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const breakAll = (): void => open.forEach((socket) => void socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: () => fault,
    set: (next) => {
      fault = next;
      if (next.kind === 'dead') breakAll();
    },
    close: async () => {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const track = (open: Set<Socket>, socket: Socket): void => {
  open.add(socket);
  // A broken connection is what this proxy is for; `close` follows and tells the other side.
  socket.setNoDelay(true).on('error', () => socket.destroy());
  socket.on('close', () => open.delete(socket));
};

// The wait is asked for at each piece, so a change of the fault reaches connections that are open.
const createDelay = (delayMs: () => number): Transform =>
  new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      const ms = delayMs();
      if (ms === 0) done(null, piece);
      else void delay(ms).then(() => done(null, piece));
    },
  });
