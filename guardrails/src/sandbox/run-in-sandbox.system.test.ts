import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProcessesByEnvironment, readProcess } from './process-table.ts';
import { probeSandbox } from './probe-sandbox.ts';
import { runInSandbox } from './run-in-sandbox.ts';
import type { SandboxCommand } from './sandbox.ts';

const kinds = ['bubblewrap', 'ephemeral-runner'] as const;
let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'interlock-sandbox-test-')));
});
afterAll(() => rm(folder, { recursive: true }));

const shell = (script: string, parts: Partial<SandboxCommand> = {}): SandboxCommand => ({
  ...{ argv: ['/bin/sh', '-c', script], cwd: folder, readOnly: [folder], timeoutMs: 60_000 },
  ...parts,
});
/** Processes that still carry the mark of a test. */
const left = (mark: string) => findProcessesByEnvironment(`MARK=${mark}`);

it('can build walls on this machine', async () => {
  expect(await probeSandbox()).toBeNull();
});

describe.each(kinds)('a command (%s)', (kind) => {
  it('gets its input and gives back its output and exit code', async () => {
    const told: string[] = [];
    const onStdout = (chunk: string) => void told.push(chunk);
    const result = await runInSandbox(shell('cat; echo problem >&2; exit 3', { stdin: 'grüße', onStdout }), kind);
    expect(result).toMatchObject({
      exitCode: 3,
      stdout: 'grüße',
      stderr: 'problem\n',
      truncated: false,
      stopped: null,
    });
    expect(told.join('')).toBe('grüße');
  });

  it('may leave its input unread', async () => {
    const result = await runInSandbox(shell('exec <&-; exit 0', { stdin: 'x'.repeat(1_000_000) }), kind);
    expect(result.exitCode).toBe(0);
  });

  it('gives 127 when the program is not there', async () => {
    const result = await runInSandbox({ ...shell(''), argv: ['no-such-program'] }, kind);
    expect(result).toMatchObject({ exitCode: 127, stopped: null });
    expect(result.stderr).toContain('no-such-program');
  });

  it('has its output cut at the cap, and is not held up by it', async () => {
    const result = await runInSandbox(shell('head -c 5000000 /dev/zero; exit 4', { maxOutputBytes: 1000 }), kind);
    expect(result).toMatchObject({ exitCode: 4, truncated: true });
    expect(result.stdout).toHaveLength(1000);
  });

  it('is stopped at its time limit with all that it started', async () => {
    const script = 'sleep 600 & setsid sleep 600 & (setsid sh -c "trap : TERM; sleep 600" &) ; wait';
    const result = await runInSandbox(shell(script, { timeoutMs: 300, env: { MARK: `timeout-${kind}` } }), kind);
    expect(result).toMatchObject({ exitCode: null, stopped: 'timeout' });
    expect(left(`timeout-${kind}`)).toEqual([]);
  });

  it('leaves nothing behind when it ends by itself', async () => {
    const script = '(setsid sleep 600 >/dev/null 2>&1 &); setsid sleep 600 & echo done';
    const result = await runInSandbox(shell(script, { env: { MARK: `left-${kind}` } }), kind);
    expect(result).toMatchObject({ exitCode: 0, stdout: 'done\n', stopped: null });
    expect(left(`left-${kind}`)).toEqual([]);
  });

  it('is stopped by its signal, and does not start when it was given already', async () => {
    const controller = new AbortController();
    const onStdout = () => controller.abort();
    const running = shell('echo up; sleep 600', { signal: controller.signal, onStdout });
    expect(await runInSandbox(running, kind)).toMatchObject({ exitCode: null, stdout: 'up\n', stopped: 'cancelled' });
    expect(await runInSandbox(running, kind)).toMatchObject({ stdout: '', stopped: 'cancelled' });
  });

  it('is stopped when it holds too much memory', async () => {
    const script = 'const held = []; setInterval(() => held.push(Buffer.alloc(10_000_000, 1)), 1)';
    const command = { ...shell(''), argv: [process.execPath, '-e', script], maxMemoryBytes: 200_000_000 } as const;
    expect(await runInSandbox(command, kind)).toMatchObject({ exitCode: null, stopped: 'memory' });
  });

  it('is stopped when it starts too many processes', async () => {
    const script = 'for i in $(seq 100); do sleep 600 & done; wait';
    const result = await runInSandbox(shell(script, { maxProcesses: 60, env: { MARK: `many-${kind}` } }), kind);
    expect(result).toMatchObject({ exitCode: null, stopped: 'processes' });
    expect(left(`many-${kind}`)).toEqual([]);
  });

  it('sees nothing of the environment of the coordinator', async () => {
    process.env['SANDBOX_TEST_CANARY'] = 'secret-of-the-coordinator';
    try {
      const { stdout } = await runInSandbox(shell('env'), kind);
      expect(stdout).toContain('HOME=');
      expect(stdout).not.toContain('secret-of-the-coordinator');
    } finally {
      delete process.env['SANDBOX_TEST_CANARY'];
    }
  });
});

describe('walls', () => {
  it('reject in one sentence when they cannot be built', async () => {
    const command = shell('true', { writable: [join(folder, 'missing')] });
    await expect(runInSandbox(command)).rejects.toThrow(
      /The walls around '\/bin\/sh' could not be built: bwrap: .*missing/,
    );
  });

  it('let a command write where it may and nowhere else', async () => {
    const script =
      'for place in . /usr /etc / /dev /proc/sys/kernel; do touch $place/canary 2>/dev/null && echo $place; done';
    const closed = await runInSandbox(shell(script));
    expect(closed.stdout).toBe('');
    const open = await runInSandbox(shell(script, { readOnly: [], writable: [folder] }));
    expect(open.stdout).toBe('.\n');
  });

  it('keep the settings of the kernel from a command whose coordinator is root', async () => {
    const before = await readFile('/proc/sys/kernel/core_pattern', 'utf8');
    const script =
      'echo "|/tmp/evil" > /proc/sys/kernel/core_pattern; find /proc/sys /proc/[a-z]* -maxdepth 4 -type f -writable';
    const { stdout } = await runInSandbox(shell(script));
    expect(
      stdout
        .split('\n')
        .filter((path) => path !== '' && !path.startsWith('/proc/self') && !path.startsWith('/proc/thread-self')),
    ).toEqual([]);
    expect(await readFile('/proc/sys/kernel/core_pattern', 'utf8')).toBe(before);
  });

  it('let a socket in that is named, and no other', async () => {
    const server = createServer((socket) => socket.end('answer')).listen(join(folder, 'named.sock'));
    const other = createServer((socket) => socket.end('answer')).listen(join(tmpdir(), `other-${process.pid}.sock`));
    await Promise.all([once(server, 'listening'), once(other, 'listening')]);
    try {
      const connect = (path: string) =>
        `const s=require('net').connect('${path}');s.on('data',d=>console.log(String(d)));s.on('error',e=>console.log(e.code))`;
      const sockets = [{ host: join(folder, 'named.sock'), inside: '/run/gateway.sock' }];
      const ask = async (path: string) =>
        (
          await runInSandbox({
            ...shell('', { sockets, readOnly: [] }),
            cwd: '/tmp',
            argv: [process.execPath, '-e', connect(path)],
          })
        ).stdout;
      expect(await ask('/run/gateway.sock')).toBe('answer\n');
      expect(await ask(join(tmpdir(), `other-${process.pid}.sock`))).toBe('ENOENT\n');
    } finally {
      server.close();
      other.close();
    }
  });

  it('can stand in others: the inner ones share the loopback and cannot read or signal the outer command', async () => {
    const modules = join(import.meta.dirname);
    const script = join(folder, 'outer.ts');
    await writeFile(script, outerScript(modules));
    const node = join(import.meta.dirname, '..', '..', '..', 'node_modules');
    const { stdout, stderr } = await runInSandbox({
      ...shell('', { readOnly: [folder, modules, node] }),
      argv: [process.execPath, script],
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ answer: 'over loopback', environ: 'EACCES', signal: 'ESRCH' });
  });

  it('fall when the coordinator is killed: nothing in them lives on', async () => {
    const script = `
      import { runInSandbox } from ${JSON.stringify(join(import.meta.dirname, 'run-in-sandbox.ts'))};
      await runInSandbox({ argv: ['/bin/sh', '-c', 'echo up; setsid sleep 600 & sleep 600'], cwd: '/tmp', timeoutMs: 60_000,
        env: { MARK: 'coordinator-killed' }, onStdout: () => process.stdout.write('up') });`;
    const coordinator = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(coordinator.stdout, 'data');
    const inside = left('coordinator-killed');
    expect(inside.length).toBeGreaterThan(0);
    coordinator.kill('SIGKILL');
    await once(coordinator, 'exit');
    await expect.poll(() => inside.filter((pid) => readProcess(pid)?.isDead === false)).toEqual([]);
  });
});

/** Starts a server in inner walls, calls it over loopback, and lets it try to reach its starter. */
const outerScript = (modules: string): string => `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bubblewrapArguments } from ${JSON.stringify(join(modules, 'bubblewrap-arguments.ts'))};
import { readSandboxHost } from ${JSON.stringify(join(modules, 'sandbox-host.ts'))};
const inner = \`
const { readFileSync } = require('node:fs');
const attempt = (work) => { try { work(); return 'worked'; } catch (error) { return error.code; } };
const outer = Number(process.argv[1]);
require('node:http').createServer((_, response) => response.end(JSON.stringify({
  answer: 'over loopback',
  environ: attempt(() => readFileSync('/proc/' + outer + '/environ')),
  signal: attempt(() => process.kill(-1, 'SIGKILL')),
}))).listen(0, '127.0.0.1', function () { console.log(this.address().port); });\`;
const argv = [process.execPath, '-e', inner, String(process.pid)];
const child = spawn('bwrap', bubblewrapArguments({ argv, cwd: '/tmp', timeoutMs: 1 }, readSandboxHost(), { nested: true }));
child.stderr.pipe(process.stderr);
const [port] = await once(child.stdout, 'data');
const response = await fetch('http://127.0.0.1:' + String(port).trim());
console.log(await response.text());
child.kill('SIGKILL');
`;
