import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { createFinding, type CollectContext, type Guardrail } from '../guardrail.ts';
import type { Report } from '../report/report.ts';
import { createGit } from '../tree/git.ts';
import { buildRepository, withFolder, type BuiltRepository } from '../tree/repository.builder.ts';
import type { CheckRequest } from './check-request.ts';
import { checkWith, type CheckTools } from './check-with.ts';
import { replayWith } from './judge-evidence.ts';

type Evidence = { readonly paths: readonly string[] };

/** A guardrail that finds each changed file whose name holds `bad`. */
const guardrail = (parts: Partial<Guardrail<Evidence>> & { onCollect?: (context: CollectContext) => unknown } = {}) => {
  const id = parts.id ?? 'scope';
  return {
    id,
    version: 1,
    collect: async (context: CollectContext) => {
      await parts.onCollect?.(context);
      return { evidence: { paths: context.change.files.map(({ path }) => path) } };
    },
    assess: ({ paths }: Evidence) =>
      paths
        .filter((path) => path.includes('bad'))
        .map((file) => createFinding({ code: `${id}/bad`, level: 'error', file, data: { file } })),
    messages: {
      [`${id}/bad`]: (data: { readonly [name: string]: unknown }) => `${JSON.stringify(data['file'])} is bad.`,
    },
    ...parts,
  } as unknown as Guardrail<unknown>;
};

type Run = (request?: Partial<CheckRequest>, tools?: Partial<CheckTools>) => Promise<Report>;

/** A repository with one commit on `main`, and a check of what is on top of it. */
const withRepository = (work: (built: BuiltRepository, run: Run, dir: string) => Promise<void>): Promise<void> =>
  withFolder(async (dir) => {
    const built = await buildRepository(join(dir, 'repository'));
    await built.commit({ 'a.txt': 'a\n' });
    const run: Run = (request, tools) =>
      checkWith(
        { guardrails: [guardrail()], ...tools },
        { repository: built.root, base: 'main', head: 'WORKTREE', today: '2026-01-15', ...request },
      );
    await work(built, run, dir);
  });

const leftovers = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('interlock-check-'));

const findingsOf = (report: Report) => report.guardrails.flatMap(({ findings }) => findings);

afterEach(() => vi.unstubAllEnvs());

describe('check', () => {
  it('passes a working tree without a fault, and names all three commits', () =>
    withRepository(async ({ git, write }, run) => {
      await write({ 'good.txt': 'x' });
      const tip = await git.text(['rev-parse', 'main']);
      expect(await run()).toMatchObject({
        schema: 'interlock.report/1',
        base: tip,
        mergeBase: tip,
        head: 'WORKTREE',
        verdict: 'pass',
      });
    }));

  it('fails on an error, with its text', () =>
    withRepository(async ({ write }, run) => {
      await write({ 'bad ö.txt': 'x' });
      const report = await run();
      expect(report.verdict).toBe('fail');
      expect(findingsOf(report)).toMatchObject([
        { code: 'scope/bad', file: 'bad ö.txt', message: '"bad ö.txt" is bad.' },
      ]);
    }));

  it('looks at the change from the merge base, and takes policy from the tip of base', () =>
    withRepository(async ({ git, commit }, run) => {
      const fork = await git.text(['rev-parse', 'HEAD']);
      await git.text(['checkout', '--quiet', '-b', 'feature']);
      const head = await commit({ 'good.txt': 'x' });
      await git.text(['checkout', '--quiet', 'main']);
      const base = await commit({ 'bad.txt': 'on main', 'interlock.config.json': '{"guardrails": []}' });
      const report = await run({ head: 'feature' });
      expect(report).toMatchObject({ base, head, mergeBase: fork, verdict: 'pass', guardrails: [] });
      expect(report.notChecked).toEqual([
        { what: 'scope', why: expect.stringContaining('configuration of base') as string },
      ]);
    }));

  it('does not let head change the policy that it is judged by', () =>
    withRepository(async ({ write }, run) => {
      const fingerprint = createFinding({
        code: 'scope/bad',
        level: 'error',
        file: 'bad.txt',
        data: { file: 'bad.txt' },
      }).fingerprint;
      await write({
        'bad.txt': 'x',
        'interlock.config.json': '{"guardrails": []}',
        'interlock.exemptions.json': JSON.stringify({
          exemptions: [{ fingerprint, until: '2099-01-01', reason: 'mine' }],
        }),
      });
      expect((await run()).verdict).toBe('fail');
    }));

  it('lets an exemption of base count until its day, and then no longer', () =>
    withRepository(async ({ commit, write }, run) => {
      await write({ 'bad.txt': 'x' });
      const fingerprint = findingsOf(await run())[0]?.fingerprint;
      await write({ 'bad.txt': null });
      await commit({
        'interlock.exemptions.json': JSON.stringify({
          exemptions: [{ fingerprint, until: '2026-01-15', reason: 'agreed' }],
        }),
      });
      await write({ 'bad.txt': 'x' });
      const last = await run({ today: '2026-01-15' });
      expect(last.verdict).toBe('pass');
      expect(findingsOf(last)).toMatchObject([{ exempt: { until: '2026-01-15', reason: 'agreed' } }]);
      const after = await run({ today: '2026-01-16' });
      expect(after.verdict).toBe('fail');
      expect(findingsOf(after)[0]?.message).toContain('ended on 2026-01-15');
    }));

  it('says cannot-check of a guardrail that throws, and lets the others go on', () =>
    withRepository(async ({ write }, run) => {
      await write({ 'good.txt': 'x' });
      const broken = guardrail({
        id: 'lint',
        onCollect: () => {
          throw new Error('the tool fell over');
        },
      });
      const unfit = guardrail({
        id: 'types',
        assess: () => {
          throw new Error('no such field');
        },
      });
      const report = await run({ only: ['scope', 'lint', 'types'] }, { guardrails: [broken, unfit, guardrail()] });
      expect(report.verdict).toBe('cannot-check');
      expect(report.guardrails.map(({ id, verdict }) => [id, verdict])).toEqual([
        ['lint', 'cannot-check'],
        ['types', 'cannot-check'],
        ['scope', 'pass'],
      ]);
      expect(report.notChecked).toContainEqual({ what: 'lint', why: 'It failed: Error: the tool fell over' });
    }));

  it('ends a guardrail that takes longer than its deadline, and does not count the wait for a quiet machine', () =>
    withRepository(async ({ commit, write }, run) => {
      await commit({ 'interlock.config.json': '{"deadlineSeconds": 1}' });
      await write({ 'good.txt': 'x' });
      const slow = guardrail({ id: 'lint', onCollect: ({ signal }) => waitForAbort(signal) });
      const report = await run({ only: ['lint'] }, { guardrails: [slow] });
      expect(report.guardrails).toMatchObject([
        { verdict: 'cannot-check', reason: expect.stringContaining('deadlineSeconds') as string },
      ]);
    }));

  it('says cannot-check with the sentence of the walls where they cannot be built', () =>
    withRepository(async (_, run) => {
      const runner = guardrail({ onCollect: ({ run: start }) => start({ argv: ['true'], cwd: '/', timeoutMs: 1 }) });
      const probe = () => Promise.resolve('No walls here: install bubblewrap.');
      const report = await run({}, { guardrails: [runner], walls: { probe } });
      expect(report.guardrails).toMatchObject([
        { verdict: 'cannot-check', reason: 'No walls here: install bubblewrap.' },
      ]);
    }));

  it('hands a command to the walls with the packages of Interlock, and waits for it also when nobody else does', () =>
    withRepository(async (_, run) => {
      const seen: (readonly string[])[] = [];
      let hasEnded = false;
      const runner = guardrail({
        onCollect: ({ run: start }) => {
          void start({ argv: ['true'], cwd: '/', timeoutMs: 1, readOnly: ['/own'] });
        },
      });
      const result = { exitCode: 0, stdout: '', stderr: '', truncated: false, stopped: null, durationMs: 1 };
      const report = await run(
        {},
        {
          guardrails: [runner],
          walls: {
            probe: () => Promise.resolve(null),
            runCommand: async (command) => {
              seen.push(command.readOnly ?? []);
              await new Promise((resolve) => setImmediate(resolve));
              hasEnded = true;
              return result;
            },
          },
        },
      );
      expect(report.verdict).toBe('pass');
      expect(hasEnded).toBe(true);
      expect(seen[0]).toContain('/own');
      expect(seen[0]?.some((path) => path.endsWith('node_modules'))).toBe(true);
    }));

  it('measures last and alone, through exclusive', () =>
    withRepository(async (_, run) => {
      const order: string[] = [];
      const note = (id: string, portable: boolean) =>
        guardrail({
          id,
          portable,
          onCollect: async ({ exclusive }) => {
            if (!portable) await exclusive(() => Promise.resolve(order.push('measured')));
            order.push(id);
          },
        });
      const guardrails = [note('latency', false), note('lint', true), note('tests', true)];
      const exclusive = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        order.push('alone');
        return work();
      };
      const report = await run({ only: ['latency', 'lint', 'tests'], exclusive }, { guardrails });
      expect(order.slice(2)).toEqual(['alone', 'measured', 'latency']);
      expect(report.guardrails.map(({ id }) => id)).toEqual(['latency', 'lint', 'tests']);
    }));

  it('measures nothing for a change that is blocked already, and says so, also in a replay', () =>
    withRepository(async (built, run, dir) => {
      await built.commit({ 'bad.txt': 'bad\n' });
      const guardrails = [guardrail(), guardrail({ id: 'latency', portable: false })];
      const request = { base: 'HEAD~1', head: 'HEAD', only: ['scope', 'latency'], outDir: join(dir, 'out') };
      const report = await run(request, { guardrails });
      expect(report.guardrails.map(({ id, verdict }) => [id, verdict])).toEqual([['scope', 'fail']]);
      expect(report.notChecked).toContainEqual({
        what: 'latency',
        why: 'Measured once the other guardrails pass: a change that is blocked already is not worth the time.',
      });
      expect((await replayWith(guardrails, join(dir, 'out', 'evidence.json'))).notChecked).toEqual(report.notChecked);
    }));

  it('gives each guardrail checkouts of its own, so that code run for one cannot deceive another', () =>
    withRepository(async (_, run) => {
      const dirs: string[] = [];
      const spoiling = (id: string) =>
        guardrail({
          id,
          onCollect: async ({ head }) => {
            const { dir } = await head.checkout();
            dirs.push(await readFile(join(dir, 'a.txt'), 'utf8'));
            await writeFile(join(dir, 'a.txt'), 'spoiled');
          },
        });
      await run({ only: ['tests', 'lint', 'latency'] }, { guardrails: ['tests', 'lint', 'latency'].map(spoiling) });
      expect(dirs).toEqual(['a\n', 'a\n', 'a\n']);
    }));

  it('tells when each guardrail starts and ends', () =>
    withRepository(async (_, run) => {
      const events: string[] = [];
      await run({ onEvent: (event) => events.push(event.type) });
      expect(events).toEqual(['guardrail-started', 'guardrail-ended']);
    }));

  it('leaves nothing behind, neither after a pass, nor when it is stopped', () =>
    withRepository(async ({ root, git }, run, dir) => {
      vi.stubEnv('TMPDIR', join(dir, 'tmp'));
      await mkdir(join(dir, 'tmp'));
      const status = await git.text(['status', '--porcelain']);
      await run({}, { guardrails: [guardrail({ onCollect: ({ head }) => head.checkout() })] });
      const controller = new AbortController();
      const stopping = guardrail({
        onCollect: async ({ head }) => {
          await head.checkout();
          controller.abort(new Error('stopped by hand'));
        },
      });
      await expect(run({ signal: controller.signal }, { guardrails: [stopping] })).rejects.toThrow('stopped by hand');
      expect(await leftovers()).toEqual([]);
      expect(await git.text(['status', '--porcelain'])).toBe(status);
      expect(await readdir(root)).toEqual(['.git', 'a.txt']);
    }));

  it('checks from a linked work tree with a detached head', () =>
    withRepository(async ({ git }, run, dir) => {
      await git.text(['worktree', 'add', '--quiet', '--detach', join(dir, 'linked')]);
      await writeFile(join(dir, 'linked/bad.txt'), 'x');
      expect((await run({ repository: join(dir, 'linked') })).verdict).toBe('fail');
      expect((await run()).verdict).toBe('pass');
    }));

  it('says that the installed packages may not be those of a changed lockfile', () =>
    withRepository(async ({ write }, run) => {
      await write({ 'package-lock.json': '{}', 'bun.lock': '{}' });
      expect((await run()).notChecked).toMatchObject([{ what: 'bun.lock, package-lock.json' }]);
    }));

  it('says that there were no walls where base says so', () =>
    withRepository(async ({ commit }, run) => {
      await commit({ 'interlock.config.json': '{"sandbox": "ephemeral-runner"}' });
      expect((await run()).notChecked).toMatchObject([{ what: 'walls' }]);
    }));
});

const waitForAbort = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

describe('check, on a mistake', () => {
  it('refuses a revision that is not there, and says how to get it', () =>
    withRepository(async (_, run) => {
      await expect(run({ base: 'origin/none' })).rejects.toThrow(/--base origin\/none: .* no such commit.*git fetch/);
      await expect(run({ head: '--output=x' })).rejects.toThrow(ConfigurationError);
    }));

  it('refuses a broken configuration on base, and finds one on head', () =>
    withRepository(async ({ commit, write }, run) => {
      await write({ 'interlock.config.json': '{' });
      expect((await run()).verdict).toBe('pass');
      await commit();
      await expect(run()).rejects.toThrow(/interlock\.config\.json of base/);
    }));

  it('refuses an unknown guardrail, with the nearest one', () =>
    withRepository(async (_, run) => {
      await expect(run({ only: ['scop'] })).rejects.toThrow(/--only scop: .*did you mean scope/);
    }));

  it('says that a shallow clone has too little history', () =>
    withRepository(async ({ git, commit, root }, _, dir) => {
      await git.text(['checkout', '--quiet', '-b', 'feature']);
      await commit({ 'b.txt': 'b' });
      await git.text(['checkout', '--quiet', 'main']);
      await commit({ 'c.txt': 'c' });
      const clone = join(dir, 'clone');
      await createGit({ cwd: dir }).text([
        'clone',
        '--quiet',
        '--depth=1',
        '--no-single-branch',
        `file://${root}`,
        clone,
      ]);
      const request = { repository: clone, base: 'origin/main', head: 'origin/feature' };
      await expect(checkWith({ guardrails: [guardrail()] }, request)).rejects.toThrow(
        /no common commit.*shallow.*git fetch --unshallow/,
      );
    }));
});

describe('the cache of evidence', () => {
  it('judges evidence of the same change again without collecting, and of another change afresh', () =>
    withRepository(async ({ write }, run, dir) => {
      let collected = 0;
      const counting = { guardrails: [guardrail({ onCollect: () => (collected += 1) })] };
      const cacheDir = join(dir, 'cache');
      await write({ 'bad.txt': 'x' });
      const first = await run({ cacheDir }, counting);
      const second = await run({ cacheDir }, counting);
      expect(collected).toBe(1);
      expect(second.guardrails[0]).toMatchObject({ cached: true, verdict: 'fail' });
      expect(findingsOf(second)).toEqual(findingsOf(first));
      await write({ 'bad.txt': 'y' });
      await run({ cacheDir }, counting);
      expect(collected).toBe(2);
    }));

  it('collects again under another brief, version or configuration', () =>
    withRepository(async ({ commit }, run, dir) => {
      let collected = 0;
      const counting = (version: number) => ({
        guardrails: [guardrail({ version, onCollect: () => (collected += 1) })],
      });
      const cacheDir = join(dir, 'cache');
      const brief = {
        task: 't',
        scope: { write: ['**'], forbid: [] },
        api: 'unchanged',
        tests: 'add',
        behaviour: 'unchanged',
        diffLines: null,
      } as const;
      await run({ cacheDir }, counting(1));
      await run({ cacheDir }, counting(2));
      await run({ cacheDir, brief: { ...brief, scope: { write: ['**'], forbid: [] } } }, counting(2));
      await commit({ 'interlock.config.json': '{"deadlineSeconds": 77}' });
      await run({ cacheDir }, counting(2));
      expect(collected).toBe(4);
    }));

  it('takes no notice of entries that are damaged, and of a folder that cannot be used', () =>
    withRepository(async (_, run, dir) => {
      let collected = 0;
      const counting = { guardrails: [guardrail({ onCollect: () => (collected += 1) })] };
      const cacheDir = join(dir, 'cache');
      await run({ cacheDir }, counting);
      const files = (await readdir(cacheDir, { recursive: true })).filter((name) => name.endsWith('.json'));
      expect(files).toHaveLength(1);
      const entry = join(cacheDir, files[0] ?? '');
      const text = await readFile(entry, 'utf8');
      await writeFile(entry, text.replace('"paths":[]', '"paths":["bad"]'));
      expect((await run({ cacheDir }, counting)).verdict).toBe('pass');
      await writeFile(join(dir, 'a-file'), '');
      expect((await run({ cacheDir: join(dir, 'a-file') }, counting)).verdict).toBe('pass');
      await chmod(entry, 0o000);
      await run({ cacheDir }, counting);
      expect(collected).toBeGreaterThanOrEqual(3);
    }));

  it('keeps nothing of a guardrail that could not check', () =>
    withRepository(async (_, run, dir) => {
      const failing = { guardrails: [guardrail({ onCollect: () => Promise.reject(new Error('once')) })] };
      const cacheDir = join(dir, 'cache');
      await run({ cacheDir }, failing);
      expect((await run({ cacheDir })).guardrails[0]).toMatchObject({ verdict: 'pass', cached: false });
    }));
});

describe('replay', () => {
  it('gives the report of the check again, from the evidence alone', () =>
    withRepository(async ({ write }, run, dir) => {
      await write({ 'bad.txt': 'x', 'package-lock.json': '{}' });
      const failing = guardrail({ id: 'lint', onCollect: () => Promise.reject(new Error('no')) });
      const guardrails = [guardrail(), failing];
      const outDir = join(dir, 'out');
      const report = await run({ outDir, only: ['scope', 'lint'] }, { guardrails });
      expect(await replayWith(guardrails, join(outDir, 'evidence.json'))).toEqual(report);
      expect(JSON.parse(await readFile(join(outDir, 'report.json'), 'utf8'))).toEqual(report);
    }));

  it('cannot judge evidence of another version of a guardrail', () =>
    withRepository(async (_, run, dir) => {
      await run({ outDir: dir });
      const report = await replayWith([guardrail({ version: 2 })], join(dir, 'evidence.json'));
      expect(report.guardrails).toMatchObject([
        { verdict: 'cannot-check', reason: expect.stringContaining('version 1') as string },
      ]);
    }));

  it('refuses what is no evidence, in one sentence', () =>
    withFolder(async (dir) => {
      const file = join(dir, 'evidence.json');
      await expect(replayWith([], file)).rejects.toThrow(/cannot be read/);
      await writeFile(file, '{');
      await expect(replayWith([], file)).rejects.toThrow(/is not JSON/);
      await writeFile(file, '{"schema": "interlock.evidence/1"}');
      await expect(replayWith([], file)).rejects.toThrow(/is not interlock\.evidence\/1/);
    }));
});
