/** Why a name makes its reader depend on more than its arguments. */
export type Impurity = 'clock' | 'randomness' | 'process' | 'network' | 'output' | 'timer' | 'storage' | 'platform';

/** Globals all of whose uses are impure. */
export const impureGlobals: ReadonlyMap<string, Impurity> = new Map([
  ['process', 'process'],
  ['fetch', 'network'],
  ['XMLHttpRequest', 'network'],
  ['WebSocket', 'network'],
  ['EventSource', 'network'],
  ['console', 'output'],
  ['setTimeout', 'timer'],
  ['setInterval', 'timer'],
  ['setImmediate', 'timer'],
  ['localStorage', 'storage'],
  ['sessionStorage', 'storage'],
]);

/** Members of globals that are pure otherwise. */
export const impureMembers: ReadonlyMap<string, Impurity> = new Map([
  ['Math.random', 'randomness'],
  ['Date.now', 'clock'],
  ['performance.now', 'clock'],
  ['performance.timeOrigin', 'clock'],
  ['performance.mark', 'clock'],
  ['performance.measure', 'clock'],
  ['Temporal.Now', 'clock'],
  ['crypto.randomUUID', 'randomness'],
  ['crypto.getRandomValues', 'randomness'],
  ['AbortSignal.timeout', 'timer'],
]);

const each = (impurity: Impurity, ...names: readonly string[]): readonly (readonly [string, Impurity])[] =>
  names.map((name) => [name, impurity] as const);

/** Modules all of whose exports are impure; without `node:`. */
export const impureModules: ReadonlyMap<string, Impurity> = new Map([
  ...each(
    'platform',
    'fs',
    'os',
    'child_process',
    'cluster',
    'worker_threads',
    'sqlite',
    'readline',
    'inspector',
    'v8',
  ),
  ...each('network', 'net', 'http', 'https', 'http2', 'dns', 'dgram', 'tls'),
  ...each('network', 'undici', 'axios', 'got', 'node-fetch', 'cross-fetch', 'ky', 'ioredis', 'redis', 'pg', 'mysql2'),
  ...each('clock', 'perf_hooks'),
  ...each('timer', 'timers'),
  ...each('process', 'process'),
]);

/** Exports of `node:crypto` that draw random bytes; the rest of it computes. */
export const impureCrypto: ReadonlySet<string> = new Set([
  'randomUUID',
  'randomBytes',
  'randomInt',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
  'generateKeyPair',
  'generateKeyPairSync',
  'generateKey',
  'generateKeySync',
]);
