import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../agent-tasks/src/workspace/create-workspace.ts';
import { discardWorkspace } from '../../agent-tasks/src/workspace/discard-workspace.ts';
import { harvest } from '../../agent-tasks/src/workspace/harvest.ts';
import { createRunStore } from '../../agent-tasks/src/workspace/run-store.ts';
import type { Workspace } from '../../agent-tasks/src/workspace/workspace.ts';
import { createTestRepository, writeFiles } from './repository-builder.ts';
import type { TestRepository } from './repository-builder.ts';

type Kind = 'bubblewrap' | 'ephemeral-runner';

/** Stands in every place that an agent must not read. */
const secret = 'secret-that-no-agent-may-see';

let test: TestRepository;
let workspace: Workspace;
let other: Workspace;

const openJob = (job: number, sandboxKind: Kind): Promise<Workspace> =>
  createWorkspace({
    ...{ store: join(test.folder, 'store'), base: test.base, task: 'hostile', job, gatewaySocket: null, sandboxKind },
    ...{ dir: join(test.folder, `job-${job}`, 'workspace'), sessionDir: join(test.folder, `job-${job}`, 'session') },
    repositoryRoot: test.repository.root,
  });

beforeEach(async () => {
  test = await createTestRepository({ 'a.ts': '1\n', '.gitignore': '.env\nnode_modules\n' });
  const { root } = test.repository;
  await writeFiles(root, { '.env': secret, 'node_modules/third/index.js': 'third\n' });
  await createRunStore({ repository: root, base: test.base, dir: join(test.folder, 'store') });
  workspace = await openJob(1, 'bubblewrap');
  other = await openJob(2, 'bubblewrap');
  await writeFiles(other.dir, { 'theirs.ts': secret });
  await writeFiles(other.sessionDir, { 'conversation.json': secret });
});
afterEach(() => test.remove());

/** Runs a script as the agent of a job: in walls, or without them to show that it would have worked. */
const attempt = async (script: string, where: Kind = 'bubblewrap') => {
  const job = where === 'bubblewrap' ? workspace : await openJob(3, where);
  return job.enter({ argv: ['/bin/sh', '-c', script], timeoutMs: 60_000 });
};

describe('writing', () => {
  const places = () => [
    join(test.repository.root, 'canary'),
    join(test.repository.root, '.git', 'hooks', 'canary'),
    join(test.repository.root, 'node_modules', 'third', 'canary'),
    join(test.folder, 'store', 'canary'),
    join(other.dir, 'canary'),
    join(other.sessionDir, 'canary'),
    `${workspace.dir}.ready`,
  ];
  const write = () =>
    places()
      .map((place) => `mkdir -p "$(dirname ${place})"; echo evil > ${place}`)
      .join('; ');
  const written = async () => {
    const contents = await Promise.all(
      places().map((place) => readFile(place, 'utf8').catch((error: unknown) => String(error))),
    );
    return contents.filter((content) => content === 'evil\n').length;
  };

  it('reaches neither the repository, its git directory and packages, the store, other jobs nor the marks', async () => {
    await attempt(write());
    expect(await written()).toBe(0);
    await attempt(write(), 'ephemeral-runner');
    expect(await written()).toBe(places().length);
  });

  it('reaches neither the home nor the temporary folder of the person', async () => {
    const name = `interlock-canary-${process.pid}`;
    await attempt(`for place in ${homedir()} ${tmpdir()} /var/tmp /etc /usr/bin; do echo evil > $place/${name}; done`);
    for (const place of [homedir(), tmpdir(), '/var/tmp', '/etc', '/usr/bin']) {
      expect(existsSync(join(place, name))).toBe(false);
    }
  });

  it('reaches nothing through links, old or new', async () => {
    await symlink(test.repository.root, join(workspace.dir, 'link'));
    await attempt(
      `echo evil > link/canary; ln -s ${other.dir} theirs && echo evil > theirs/canary; echo evil > node_modules/third/index.js`,
    );
    expect(existsSync(join(test.repository.root, 'canary'))).toBe(false);
    expect(existsSync(join(other.dir, 'canary'))).toBe(false);
    expect(await readFile(join(test.repository.root, 'node_modules', 'third', 'index.js'), 'utf8')).toBe('third\n');
  });

  it('cannot change what other jobs read: the objects of the store', async () => {
    const { exitCode, stderr } = await attempt(
      `git --git-dir=${join(test.folder, 'store')} update-ref refs/heads/evil HEAD || echo x > ${join(test.folder, 'store', 'config')}`,
    );
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('Read-only file system');
  });
});

describe('reading', () => {
  const files = () => [
    join(test.repository.root, '.env'),
    join(other.dir, 'theirs.ts'),
    join(other.sessionDir, 'conversation.json'),
  ];
  const read = () => `ln -s ${test.repository.root} up; cat ${files().join(' ')} up/.env`;

  it('shows nothing of the repository beyond its commits, nor of other jobs', async () => {
    expect((await attempt(read())).stdout).toBe('');
    expect((await attempt(read(), 'ephemeral-runner')).stdout).toBe(secret.repeat(4));
  });

  it('shows neither the home of the person nor the accounts and keys of the machine', async () => {
    const { stdout } = await attempt(
      `ls -A ${homedir()} /root /home/* /var /etc/shadow /etc/ssh /etc/machine-id; cat /etc/shadow; cat /etc/passwd`,
    );
    const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(test.folder));
    expect(lines.filter((line) => !line.includes(':x:') && !line.endsWith(':'))).toEqual([]);
    expect(stdout).not.toContain('/bin/bash');
  });

  it('shows neither stashes nor other branches of the person through git', async () => {
    const { root } = test.repository;
    await test.git.text(['checkout', '--quiet', '-b', 'private']);
    const hidden = await test.commit({ 'private.ts': secret });
    const script = `git cat-file -p ${hidden}:private.ts; git --git-dir=${root}/.git log --all; git log --all --format=%s`;
    const { stdout } = await attempt(script);
    expect(stdout).toBe('A commit\n');
  });

  it('shows nothing of the environment of the coordinator', async () => {
    process.env['INTERLOCK_TEST_SECRET'] = secret;
    try {
      const { stdout } = await attempt('env; cat /proc/*/environ /proc/*/task/*/environ');
      expect(stdout).toContain('HOME=');
      expect(stdout).not.toContain(secret);
    } finally {
      delete process.env['INTERLOCK_TEST_SECRET'];
    }
  });
});

describe('the network', () => {
  let server: Server;
  let connections = 0;

  beforeEach(async () => {
    connections = 0;
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => socket.destroy());
      socket.end('connected');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => void server.close());

  const connect = () => {
    const { port } = server.address() as AddressInfo;
    return `node -e "const s=require('net').connect(${port},'127.0.0.1');s.on('data',d=>console.log(String(d)));s.on('error',e=>console.log(e.code))"`;
  };

  it('is not there: no connection to a server of this machine', async () => {
    expect((await attempt(connect())).stdout).toBe('ECONNREFUSED\n');
    expect(connections).toBe(0);
    expect((await attempt(connect(), 'ephemeral-runner')).stdout).toBe('connected\n');
    expect(connections).toBe(1);
  });

  it('is not there: no name is resolved and no address but the own loopback is reached', async () => {
    const script = `node -e "require('dns').lookup('example.com',e=>console.log(e.code));const u=require('dgram').createSocket('udp4');u.send('x',53,'192.0.2.1',e=>{console.log(e.code);u.close()})"; cat /proc/net/route | wc -l; ls /sys/class/net 2>/dev/null; cut -d: -f1 /proc/net/dev | tail -n +3`;
    const { stdout } = await attempt(script);
    expect(
      stdout
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .toSorted(),
    ).toEqual(['1', 'ENETUNREACH', 'ENOTFOUND', 'lo']);
  });
});

describe('processes', () => {
  let victim: ChildProcess;
  const startVictim = () => spawn('sleep', ['86421'], { stdio: 'ignore' });

  beforeEach(() => {
    victim = startVictim();
  });
  afterEach(async () => {
    if (victim.exitCode === null && victim.signalCode === null) {
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    }
  });

  it('of the machine are neither seen nor reached', async () => {
    const script = `kill -9 ${victim.pid}; cat /proc/*/cmdline | tr '\\0' ' ' | grep -o 'sleep 86[4]21'`;
    expect((await attempt(script)).stdout).toBe('');
    expect(victim.signalCode).toBeNull();
    const ended = once(victim, 'exit');
    await attempt(script, 'ephemeral-runner');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('that the agent leaves behind are dead when its turn has ended', async () => {
    const script =
      '(setsid sh -c "while :; do date +%N > beat; sleep 0.01; done" > /dev/null 2>&1 &); until [ -s beat ]; do sleep 0.01; done';
    await attempt(script);
    const beat = await readFile(join(workspace.dir, 'beat'), 'utf8');
    // Any program of ours that ends takes longer than one beat.
    const later = spawn('sleep', ['0.1']);
    await once(later, 'exit');
    expect(await readFile(join(workspace.dir, 'beat'), 'utf8')).toBe(beat);
  });

  it('that multiply without end are stopped, and the machine goes on', async () => {
    const { stopped } = await attempt('f() { f | f & }; f; sleep 60');
    expect(stopped).toBe('processes');
  });

  it('that print without end are cut off', async () => {
    const { truncated, stdout } = await attempt('head -c 80000000 /dev/zero');
    expect(truncated).toBe(true);
    expect(stdout.length).toBe(64 * 1024 ** 2);
  });
});

describe('git', () => {
  it('runs nothing that the agent planted, in its git directory or below, when its work is harvested and discarded', async () => {
    const canary = join(test.folder, 'planted');
    const plant = `
      plant() {
        mkdir -p "$1/hooks" "$1/info"
        for hook in pre-commit post-checkout reference-transaction post-index-change pre-auto-gc; do
          printf '#!/bin/sh\\ntouch ${canary}\\n' > "$1/hooks/$hook"; chmod +x "$1/hooks/$hook"
        done
        git config --file "$1/config" core.fsmonitor "touch ${canary}; false"
        git config --file "$1/config" core.hooksPath "$1/hooks"
        git config --file "$1/config" core.sshCommand "touch ${canary}"
        git config --file "$1/config" filter.evil.clean "touch ${canary}; cat"
        git config --file "$1/config" filter.evil.process "touch ${canary}"
        git config --file "$1/config" diff.evil.textconv "touch ${canary}"
        echo '* filter=evil diff=evil' > "$1/info/attributes"
      }
      plant "$PWD/.git"; git init --quiet nested; plant "$PWD/nested/.git"
      plant "$HOME"; mv "$HOME/config" "$HOME/.gitconfig"
      echo '* filter=evil diff=evil merge=evil' > .gitattributes
      echo new > new.ts; echo new > nested/new.ts
      rm -rf .git/objects/info/alternates; echo ${test.repository.root}/.git/objects > .git/objects/info/alternates`;
    expect((await attempt(plant)).exitCode).toBe(0);
    const ref = 'refs/interlock/run-1/hostile/1';
    const harvested = await harvest({
      dir: workspace.dir,
      repository: test.repository,
      base: test.base,
      ref,
      message: 'x\n',
    });
    expect(harvested.findings.map(({ code, file }) => [code, file])).toEqual([['harvest/nested-git', 'nested/.git']]);
    const paths = await test.git.text(['ls-tree', '-r', '--name-only', harvested.commit]);
    expect(paths.split('\n')).toEqual(['.gitattributes', '.gitignore', 'a.ts', 'nested/new.ts', 'new.ts']);
    expect(existsSync(canary)).toBe(false);
    const discarded = await discardWorkspace({ dir: join(test.folder, 'job-1'), repository: test.repository, ref });
    expect(discarded).toEqual({ isDiscarded: true });
    expect(existsSync(canary)).toBe(false);
  });
});
