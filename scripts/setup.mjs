// Installs what one command needs, and nothing the second time. Plain JavaScript for the machine's own Node (20 or
// later), because it brings the Node that everything else runs under.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Programs that a command needs, and the Debian package of each. */
const programs = {
  check: [],
  demo: [['bwrap', 'bubblewrap']],
  test: [
    ['bwrap', 'bubblewrap'],
    ['chromium', 'chromium'],
    ['redis-server', 'redis-server'],
  ],
};

const fail = (sentence) => {
  console.error(`setup: ${sentence}`);
  process.exit(2);
};
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const say = (sentence) => console.error(`setup: ${sentence}`);

const installPackages = () => {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  const stamp = join(root, 'node_modules', '.interlock-setup');
  const wanted = createHash('sha256').update(lockfile).update(process.platform).update(process.arch).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('npm packages (once; about a minute)');
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) fail('`npm ci` failed: its message is above; mend the cause and run the command again');
  dropForeignBinaries();
  writeFileSync(stamp, wanted);
};

/** onnxruntime-node ships the libraries of all platforms (290 MB); this machine needs its own. */
const dropForeignBinaries = () => {
  const base = join(root, 'node_modules', 'onnxruntime-node', 'bin');
  if (!existsSync(base)) return;
  for (const napi of readdirSync(base)) {
    for (const platform of readdirSync(join(base, napi))) {
      for (const arch of readdirSync(join(base, napi, platform))) {
        if (platform === process.platform && arch === process.arch) continue;
        rmSync(join(base, napi, platform, arch), { recursive: true, force: true });
      }
    }
  }
};

const installPrograms = (command) => {
  const missing = programs[command].filter(([program]) => !has(program)).map(([, name]) => name);
  if (missing.length === 0) return;
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : has('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null;
  if (!has('apt-get') || prefix === null) {
    fail(
      `\`npm run ${command}\` needs ${missing.join(' and ')}; install with your package manager, e.g. \`sudo ${install}\`, and run it again`,
    );
  }
  say(`system packages: ${missing.join(', ')}`);
  const run = (line) => {
    const [program, ...rest] = [...prefix, ...line.split(' ')];
    execFileSync(program, rest, {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    run('apt-get update -qq');
    run(install.replace('install', 'install -qq'));
  } catch {
    fail(
      `\`${install}\` failed: its message is above; install ${missing.join(' and ')} by hand and run the command again`,
    );
  }
};

const command = process.argv[2] ?? '';
if (!(command in programs)) fail(`usage: node scripts/setup.mjs ${Object.keys(programs).join('|')}`);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node ${process.versions.node} is too old: install Node 20 or later`);
if (!has('git')) fail('git is not installed: install git 2.38 or later and run the command again');
installPackages();
installPrograms(command);
