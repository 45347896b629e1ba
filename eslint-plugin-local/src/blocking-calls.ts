import { ReferenceTracker } from '@typescript-eslint/utils/ast-utils';

/** A function that holds the process until it is done. */
export type BlockingCall = {
  readonly module: 'fs' | 'crypto' | 'zlib' | 'child_process' | 'bcrypt';
  /** What it does, as the verb of a sentence. */
  readonly what: string;
  /** What to call instead. */
  readonly instead: string;
};

type Trace = { [member: string]: Trace; [whenCalled: symbol]: BlockingCall };

const each = (call: BlockingCall, ...names: readonly string[]): Trace =>
  Object.fromEntries(names.map((name) => [name, { [ReferenceTracker.CALL]: call }]));

const files = each(
  { module: 'fs', what: 'waits for the disk', instead: 'its counterpart of `node:fs/promises`' },
  ...[
    'readFileSync',
    'writeFileSync',
    'appendFileSync',
    'copyFileSync',
    'cpSync',
    'mkdirSync',
    'mkdtempSync',
    'openSync',
  ],
  ...[
    'readSync',
    'writeSync',
    'readdirSync',
    'renameSync',
    'rmSync',
    'rmdirSync',
    'unlinkSync',
    'statSync',
    'lstatSync',
  ],
  ...[
    'existsSync',
    'accessSync',
    'realpathSync',
    'opendirSync',
    'truncateSync',
    'fsyncSync',
    'readlinkSync',
    'symlinkSync',
  ],
);
const hashing = each(
  {
    module: 'crypto',
    what: 'computes for tens of milliseconds',
    instead: 'the form with a callback, which runs on a thread',
  },
  ...['pbkdf2Sync', 'scryptSync', 'generateKeyPairSync', 'generatePrimeSync', 'checkPrimeSync'],
);
const compression = each(
  {
    module: 'zlib',
    what: 'computes for as long as its input is large',
    instead: 'the form with a callback or a stream',
  },
  ...['gzipSync', 'gunzipSync', 'deflateSync', 'deflateRawSync', 'inflateSync', 'inflateRawSync', 'unzipSync'],
  ...['brotliCompressSync', 'brotliDecompressSync', 'zstdCompressSync', 'zstdDecompressSync'],
);
const processes = each(
  { module: 'child_process', what: 'waits for another program to end', instead: '`execFile` or `spawn`' },
  ...['execSync', 'execFileSync', 'spawnSync'],
);
const passwords = each(
  { module: 'bcrypt', what: 'computes for tens of milliseconds', instead: 'the form without `Sync`' },
  ...['hashSync', 'compareSync', 'genSaltSync'],
);

const both = (name: string, trace: Trace): { readonly [module: string]: Trace } => ({
  [name]: trace,
  [`node:${name}`]: trace,
});

/** The functions of Node and of bcrypt that hold the process, by module: a trace map of eslint-utils' `ReferenceTracker`. */
export const blockingModules: { readonly [module: string]: Trace } = {
  ...both('fs', files),
  'fs-extra': files,
  'graceful-fs': files,
  ...both('crypto', hashing),
  ...both('zlib', compression),
  ...both('child_process', processes),
  bcrypt: passwords,
  bcryptjs: passwords,
};
