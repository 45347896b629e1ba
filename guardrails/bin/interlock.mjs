#!/usr/bin/env node
// The command `interlock`. Plain JavaScript that every Node understands, because its first task is to find one that is new
// enough: where the Node on the PATH is older, it goes on under the Node 24 that npm installed beside this package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldest = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) await start();
else goOn(findPackagedNode(dirname(fileURLToPath(import.meta.url))));

async function start() {
  // A third of a short check is compiling our own modules, each time the same. Where it cannot be written nothing is kept.
  module.enableCompileCache?.(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'interlock', 'node'));
  // Sources in the repository, JavaScript once packed: Node strips no types below node_modules.
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const entry = existsSync(source) ? source : new URL('../dist/cli/main.js', import.meta.url);
  const { main } = await import(entry.href);
  await main(process.argv, () => import('@interlock-dev/agent-tasks/cli'));
}

function findPackagedNode(folder) {
  const node = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(node)) return node;
  return dirname(folder) === folder ? undefined : findPackagedNode(dirname(folder));
}

function goOn(node) {
  if (node === undefined) {
    process.stderr.write(
      `interlock: Node ${process.versions.node} is too old: install Node ${oldest.join('.')} or later, better 24.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; what comes to this process alone is handed on. The child decides how it ends.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const handOn = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, handOn);
  child.on('error', (error) => {
    process.stderr.write(`interlock: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    for (const each of signals) process.off(each, handOn);
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}
