import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGit, linkDependencies } from '@interlock-dev/guardrails/tree';
import { startMessagesApi } from '../../test/messages-api/index.ts';
import { playTask } from './scripted-task.ts';
import { scriptedTasks } from './tasks/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usage = `npm run demo [-- OPTIONS]

Clones this repository into a temporary folder and lets five agents work on it at once, in walls: four changes land,
three of them after a repair, and one stays blocked. Without ANTHROPIC_API_KEY the agents are scripted: a loopback
Messages API plays the model, and everything else is real.

  --withhold-findings   negative control: agents are told the verdict only, and nothing is repaired
  --resume DIR          go on with a demo that was stopped
`;

type DemoOptions = { readonly withholdFindings: boolean; readonly resume: string | null };

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  if (options === null) return 2;
  const dir = options.resume ?? realpathSync(mkdtempSync(join(tmpdir(), 'interlock-demo-')));
  if (options.resume === null) await cloneRepository(dir);
  const isScripted = (process.env['ANTHROPIC_API_KEY'] ?? '') === '';
  process.stderr.write(
    `Demo in ${dir}: five agents${isScripted ? ', scripted (no ANTHROPIC_API_KEY is set)' : ''}, on a fresh clone of this repository.\n\n`,
  );
  const model = isScripted ? await startScriptedModel() : null;
  try {
    return await runInterlock(dir, options, model?.env ?? {});
  } finally {
    await model?.stop();
  }
};

const readOptions = (args: readonly string[]): DemoOptions | null => {
  const known = {
    'withhold-findings': { type: 'boolean' },
    resume: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: known });
    if (values.help === true) {
      process.stdout.write(usage);
      process.exit(0);
    }
    if (values.resume !== undefined && !existsSync(join(values.resume, 'interlock'))) {
      process.stderr.write(`demo: ${values.resume} holds no demo: name the folder that the demo printed\n`);
      return null;
    }
    return { withholdFindings: values['withhold-findings'] ?? false, resume: values.resume ?? null };
  } catch (error) {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return null;
  }
};

const cloneRepository = async (dir: string): Promise<void> => {
  const clone = join(dir, 'interlock');
  await createGit({ cwd: root }).text(['clone', '--quiet', '--no-hardlinks', '--no-local', root, clone]);
  await createGit({ cwd: clone }).text(['checkout', '--quiet', '-B', 'main']);
  await linkDependencies({ from: root, to: clone });
};

const startScriptedModel = async () => {
  const scripts = Object.fromEntries(scriptedTasks.map((task) => [task.id, playTask(task)]));
  const api = await startMessagesApi({ scripts });
  return { env: { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'scripted' }, stop: api.stop };
};

/** The command itself, as a user would run it in the clone. Ctrl-C reaches it too, and it ends first. */
const runInterlock = async (dir: string, options: DemoOptions, model: NodeJS.ProcessEnv): Promise<number> => {
  const clone = join(dir, 'interlock');
  const run = options.resume === null ? ['scripts/demo/plan.yaml', '--parallel', '5'] : ['--resume', 'newest'];
  const flags = [
    ...('ANTHROPIC_BASE_URL' in model ? ['--scripted'] : []),
    ...(options.withholdFindings ? ['--withhold-findings'] : []),
  ];
  const child = spawn(join(clone, 'node_modules', '.bin', 'interlock'), ['run', ...run, ...flags], {
    cwd: clone,
    stdio: 'inherit',
    env: { ...process.env, ...model, INTERLOCK_STATE: join(dir, 'state'), XDG_CACHE_HOME: join(dir, 'cache') },
  });
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore).on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit')) as [number | null];
  // 1 is the outcome to be expected: one change stays blocked.
  return code === 0 || code === 1 ? 0 : 2;
};

process.exitCode = await main();
