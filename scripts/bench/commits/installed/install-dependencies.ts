import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createGit } from '../../../../guardrails/src/tree/git.ts';
import { chooseInstallation, installationFiles, type Installation } from './package-manager.ts';

const execute = promisify(execFile);

/** Where base's files and dependencies go. */
export type InstallPlace = {
  /** Root of a repository of our own. */
  readonly root: string;
  /** Folder for package managers and their stores. */
  readonly tools: string;
};

/**
 * Puts a commit's files into `root` and installs what its lockfile says, unless that is what stands there already. Scripts of packages
 * never run, and nothing is built.
 * @returns null, or why it could not be installed
 */
export const installDependencies = async (commit: string, place: InstallPlace): Promise<string | null> => {
  const git = createGit({ cwd: place.root });
  await git.text(['checkout', '--quiet', '--force', '--detach', commit]);
  await git.text(['clean', '-ffdq', '-e', 'node_modules']);
  const files = await readRoot(place.root);
  const chosen = chooseInstallation(files);
  if ('problem' in chosen) return chosen.problem;
  const key = createHash('sha256')
    .update(JSON.stringify([chosen, ...chosen.madeOf.map((path) => files.get(path) ?? null)]))
    .digest('hex');
  const mark = `${place.root}.installed`;
  if ((await readFile(mark, 'utf8').catch(() => '')) === key) return null;
  await rm(mark, { force: true });
  const problem = await runInstallation(chosen, place);
  if (problem === null) await writeFile(mark, key);
  return problem;
};

const readRoot = async (root: string): Promise<ReadonlyMap<string, string>> => {
  const read = installationFiles.map(
    async (path) => [path, await readFile(join(root, path), 'latin1').catch(() => null)] as const,
  );
  return new Map((await Promise.all(read)).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
};

const runInstallation = async (chosen: Installation, { root, tools }: InstallPlace): Promise<string | null> => {
  const program = chosen.tool === null ? ['npm'] : await bringTool(chosen.tool, chosen.name, tools);
  const [file = '', ...first] = program;
  const store = chosen.name === 'pnpm' ? ['--store-dir', join(tools, 'pnpm-store')] : [];
  try {
    // `CI` lets pnpm replace a node_modules without a question.
    const env = { ...process.env, CI: '1', BUN_INSTALL_CACHE_DIR: join(tools, 'bun-cache') };
    await execute(file, [...first, ...chosen.arguments, ...store], { cwd: root, env, ...limits });
    return null;
  } catch (error) {
    return `${chosen.tool ?? 'npm'} ${chosen.arguments.join(' ')}: ${lastWords(error)}`;
  }
};

const limits = { timeout: 600_000, maxBuffer: 64 * 1024 * 1024 };

/** Installs a package manager once, and answers with the words that start it. */
const bringTool = async (tool: string, name: Installation['name'], tools: string): Promise<readonly string[]> => {
  const prefix = join(tools, tool);
  if (!existsSync(prefix)) {
    await mkdir(prefix, { recursive: true });
    await execute('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', prefix, tool], limits);
  }
  const modules = join(prefix, 'node_modules');
  // Bun's package has no program before its script ran; the program is in the package of the platform.
  if (name === 'bun') return [join(modules, `@oven/bun-${process.platform}-${process.arch}/bin/bun`)];
  const manifest = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  return [process.execPath, join(dirname(join(modules, name, 'package.json')), manifest.bin[name] ?? '')];
};

const lastWords = (error: unknown): string => {
  const { stdout = '', stderr = '', message = '' } = error as { stdout?: string; stderr?: string; message?: string };
  const said = `${stdout}\n${stderr}`.trim();
  return (said === '' ? message : said).slice(-600);
};
