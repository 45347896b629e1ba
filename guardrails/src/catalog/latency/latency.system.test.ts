import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFinding, type CollectContext, type Finding } from '../../guardrail.ts';
import { defaultConfiguration, defaultService } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import { runInSandbox } from '../../sandbox/run-in-sandbox.ts';
import type { Tree } from '../../tree/tree.ts';
import { latency } from './latency.ts';
import { latencyReport, type LatencyOptions } from './measure-latency.ts';
import { createFacts } from '../../tree/facts.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
/** Stands in the command line of every server of this file, so that a survivor is found. */
const mark = `mark=${randomUUID()}`;
const server = (options: string) => `node server.mjs ${mark} ${options}`;
const request = '{"method":"POST","path":"/work","body":{"a":1}}\n';

const survivors = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .map((name) => readCommandLine(name))
    .filter((commandLine) => commandLine.includes(mark));

const readCommandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    // It may end between the listing and the reading.
    return String(error).includes(mark) ? mark : '';
  }
};

const compare = (base: string, head: string, options: Partial<LatencyOptions> = {}) =>
  latencyReport({
    base: server(base),
    head: server(head),
    requestFiles: ['requests.jsonl'],
    budgets: {},
    maxRegression: {},
    maxSeconds: 20,
    ready: '/readyz',
    cwd: fixtures,
    readText: () => Promise.resolve(request),
    run: (command) => runInSandbox(command),
    signal: new AbortController().signal,
    ...options,
  });
const codesOf = (findings: readonly Finding[] | undefined) => findings?.map(({ code, level }) => `${code} ${level}`);

afterEach(() => {
  expect(survivors()).toEqual([]);
});

describe('two servers side by side', () => {
  it('never fail when they are the same', async () => {
    const report = await compare('work=300', 'work=300', { maxSeconds: 6 });
    expect(['pass', 'cannot-check']).toContain(report.verdict);
    expect(report.guardrails[0]?.reason).toMatch(/p50|must be ruled out/);
    expect(report.guardrails[0]?.findings).toEqual([]);
  });

  it('fail when head needs twice the processor for each answer', async () => {
    const report = await compare('work=1500', 'work=3000');
    // On a crowded machine it is the tail that shows it first.
    expect(codesOf(report.guardrails[0]?.findings)).toContainEqual(
      expect.stringMatching(/^latency\/(p50|tail)-regression error$/),
    );
    expect(report.verdict).toBe('fail');
  });

  it('never pass when head needs 30 % more of the processor for each answer', async () => {
    const report = await compare('work=1500', 'work=1950', { maxSeconds: 8 });
    expect(['fail', 'cannot-check']).toContain(report.verdict);
    expect(report.guardrails[0]?.reason).toMatch(/p50/);
  });

  it('fail when a few answers of head take much longer and the middle is as before', async () => {
    const report = await compare('work=300', 'work=300 slowShare=0.04 slowTimes=60');
    expect(codesOf(report.guardrails[0]?.findings)).toEqual(['latency/tail-regression error']);
  });

  it('fail when head answers 500, however fast, and do not measure on', async () => {
    const report = await compare('work=300', 'work=1 status=500');
    expect(codesOf(report.guardrails[0]?.findings)).toEqual(['latency/answers-differ error']);
  });

  it('cannot be checked when base answers 500 itself', async () => {
    const report = await compare('status=500', 'status=500');
    expect(report).toMatchObject({ verdict: 'cannot-check', guardrails: [{ findings: [] }] });
    expect(report.guardrails[0]?.reason).toContain('base itself answers 500 to POST /work (requests.jsonl:1)');
  });

  it('fail when head dies while it starts, with its last lines', async () => {
    const report = await compare('work=1', 'dies=1');
    expect(report.guardrails[0]?.findings[0]).toMatchObject({
      code: 'latency/server-failed',
      data: { stage: 'start', lastLines: ['Error: the flux capacitor is missing'] },
    });
  });

  it('cannot be checked when base never gets ready, and are ended', async () => {
    const report = await compare('neverReady=1 ignoresSigterm=1', 'work=1', { startTimeoutMs: 1500 });
    expect(report).toMatchObject({ verdict: 'cannot-check', guardrails: [{ findings: [] }] });
    expect(report.guardrails[0]?.reason).toContain('the server of base was not ready within 1.5 s');
  });

  it('fail when head never gets ready and base does', async () => {
    const report = await compare('work=1', 'neverReady=1', { startTimeoutMs: 1500 });
    expect(codesOf(report.guardrails[0]?.findings)).toEqual(['latency/server-failed error']);
  });

  it('fail when head dies under traffic', async () => {
    const report = await compare('work=1', 'work=1 diesAfter=200');
    expect(report.guardrails[0]?.findings[0]).toMatchObject({
      code: 'latency/server-failed',
      data: { stage: 'measure' },
    });
  });

  it('are measured though a server prints megabytes and ignores SIGTERM', async () => {
    const report = await compare('work=1', 'work=1 chatty=1 ignoresSigterm=1', { maxSeconds: 3 });
    expect(codesOf(report.guardrails[0]?.findings)).not.toContain('latency/server-failed error');
    expect(report.guardrails[0]?.reason).toMatch(/p50|must be ruled out/);
  });

  it('cannot read or end the load generator', async () => {
    const report = await compare('work=1', 'spies=1');
    const [finding] = report.guardrails[0]?.findings ?? [];
    expect(finding?.data['lastLines']).toEqual(['spied {"generators":1,"readable":0,"coordinators":0}']);
  });

  it('end at once when the person cancels', async () => {
    const controller = new AbortController();
    const report = await compare('work=1', 'neverReady=1', {
      signal: controller.signal,
      run: (command) => {
        const running = runInSandbox(command);
        controller.abort();
        return running;
      },
    });
    expect(report).toMatchObject({ verdict: 'cannot-check' });
    expect(report.guardrails[0]?.reason).toContain('was cancelled');
  });
});

const treeOf = (files: Record<string, string>): Tree => ({
  commit: 'c',
  sha: 's',
  list: () => Promise.resolve(Object.keys(files).map((path) => ({ path, mode: '100644' as const, sha: '' }))),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.resolve({ dir: fixtures, readOnly: [] }),
});

const contextOf = (start: string, base: Record<string, string>, path = 'server.mjs') => {
  const services = {
    ranking: { ...defaultService, start, requests: ['requests.jsonl'], reach: ['*.mjs'], maxSeconds: 3 },
  };
  const policy: Policy = { configuration: { ...defaultConfiguration, services }, exemptions: [], brief: null };
  let exclusives = 0;
  const context: CollectContext = {
    base: treeOf(base),
    head: treeOf({ 'server.mjs': '', 'requests.jsonl': request }),
    change: {
      base: 'b',
      head: 'h',
      files: [{ status: 'modified', path, baseMode: '100644', headMode: '100644', isBinary: false, hunks: [] }],
    },
    policy,
    run: (command) => runInSandbox(command),
    facts: createFacts(),
    history: () => Promise.resolve({ steps: [], omitted: 0 }),
    exclusive: (work) => {
      exclusives++;
      return work();
    },
    signal: new AbortController().signal,
  };
  return { context, policy, exclusives: () => exclusives };
};

describe('the latency guardrail', () => {
  const both = { 'server.mjs': '', 'requests.jsonl': request };

  it('measures a reached service alone on the machine, and cannot check where base dies as well as head', async () => {
    const { context, exclusives } = contextOf(server('work=1 diesAfter=100'), both);
    const collected = await latency.collect(context);
    expect(exclusives()).toBe(1);
    expect(collected).toMatchObject({ cannotCheck: expect.stringContaining('ranking: the server of base') as string });
  });

  it('does not start a service that the change cannot reach, and says so', async () => {
    const { context, policy, exclusives } = contextOf(server('dies=1'), both, 'README.md');
    const collected = await latency.collect(context);
    if (!('evidence' in collected)) throw new Error(collected.cannotCheck);
    expect(exclusives()).toBe(0);
    expect(latency.assess(collected.evidence, policy)).toEqual([]);
    expect(latency.notChecked?.(collected.evidence, policy)).toMatchObject([{ what: 'latency of ranking' }]);
  });

  it('notes a service that base does not have', async () => {
    const { context, policy } = contextOf(server('dies=1'), { 'requests.jsonl': request });
    const collected = await latency.collect(context);
    if (!('evidence' in collected)) throw new Error(collected.cannotCheck);
    const note = {
      code: 'latency/new-service',
      level: 'note',
      data: { service: 'ranking', isMeasured: false },
    } as const;
    expect(latency.assess(collected.evidence, policy)).toEqual([createFinding({ ...note, identity: 'ranking' })]);
  });

  it('cannot check against a request file that is none, and names its line', async () => {
    const { context } = contextOf(server('work=1'), { ...both, 'requests.jsonl': `${request}nonsense\n` });
    expect(await latency.collect(context)).toMatchObject({
      cannotCheck: expect.stringMatching(/ranking: requests\.jsonl:2: not JSON/) as string,
    });
  });
});
