// Runs inside the walls: gives Claude Code, which speaks HTTP to an address, the way to the gateway, which is a socket.
// Request on stdin; the program's stdout and stderr pass through; its exit code is ours.
import { spawn } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ClaudeRequest } from './claude-code-agent.ts';

const request = JSON.parse(await text(process.stdin)) as ClaudeRequest;

const bridge = createServer((inside) => {
  const outside = connect(request.socketPath);
  inside.pipe(outside).pipe(inside);
  inside.on('error', () => outside.destroy());
  outside.on('error', () => inside.destroy());
});
await new Promise<void>((resolve) => bridge.listen(0, '127.0.0.1', resolve));
const { port } = bridge.address() as AddressInfo;

const child = spawn(request.program, request.args, {
  stdio: ['pipe', 'inherit', 'inherit'],
  env: { ...process.env, ...request.env, ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` },
});
// A program that ends without reading its message says why by its exit code.
child.stdin.on('error', () => undefined);
child.stdin.end(request.message);
child.on('error', (error) => {
  process.stderr.write(`${request.program} cannot be started: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
