import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileStatus } from '../../change/change.ts';
import type { TreeEntry } from '../../tree/tree.ts';
import { answerShape, compareShapes } from './answer-shape.ts';
import { buildBlocks, buildEvidence } from './fixtures/build-samples.ts';
import { judgeService } from './judge-service.ts';
import { latencyMessages } from './latency-messages.ts';
import type { ServerFailure } from './latency-evidence.ts';
import { parseLimits } from './limits.ts';
import { parseLoadGeneratorLines } from './load-generator-lines.ts';
import { isNewService, selectServices } from './select-services.ts';

const limits = parseLimits({ budgets: {}, maxRegression: {} });
const failed = (side: ServerFailure['side']): ServerFailure => ({
  side,
  stage: 'start',
  why: 'ended with exit code 3',
  lastLines: ['Error: no'],
});
const answers = (head: { status: number; shape: string[] | null }) => [
  { base: { status: 200, shape: ['a:number'] }, head },
];
const codesOf = (judgement: ReturnType<typeof judgeService>) =>
  judgement.drafts.map(({ code, level }) => `${code} ${level}`);

describe('judgeService', () => {
  it('passes alike servers without a finding', () => {
    const judgement = judgeService(buildEvidence({ blocks: buildBlocks({ seed: 1 }) }), limits);
    expect(judgement).toMatchObject({ verdict: 'pass', drafts: [] });
  });

  it('shows base beside head where the middle is slower', () => {
    const judgement = judgeService(buildEvidence({ blocks: buildBlocks({ seed: 1, factor: 1.3 }) }), limits);
    expect(judgement.verdict).toBe('fail');
    const draft = judgement.drafts.find(({ code }) => code === 'latency/p50-regression');
    expect(draft?.data).toMatchObject({ service: 'ranking', pairs: 1200, starts: 6, allowed: 0.05 });
    expect(latencyMessages['latency/p50-regression']?.(draft?.data ?? {})).toMatch(
      /ranking became slower: .* at base and .* at head, \+\d+\.\d %/,
    );
  });

  it('gives a slower run the same fingerprint: what was measured is no part of its identity', () => {
    const identities = [1, 2].map(
      (seed) => judgeService(buildEvidence({ blocks: buildBlocks({ seed, factor: 1.3 }) }), limits).drafts[0]?.identity,
    );
    expect(identities).toEqual(['ranking', 'ranking']);
  });

  it('names a slow tail', () => {
    const blocks = buildBlocks({ seed: 1, slowShare: 0.04, pairs: 300 });
    expect(codesOf(judgeService(buildEvidence({ blocks }), limits))).toEqual(['latency/tail-regression error']);
  });

  it('blames head for a server that fails at head alone, with its last lines', () => {
    const judgement = judgeService(buildEvidence({ failures: [failed('head')] }), limits);
    expect(judgement.verdict).toBe('fail');
    expect(judgement.drafts[0]).toMatchObject({ code: 'latency/server-failed', data: { lastLines: ['Error: no'] } });
  });

  it.each([[[failed('base')]], [[failed('head'), failed('base')]]])('cannot check where base fails', (failures) => {
    const judgement = judgeService(buildEvidence({ failures }), limits);
    expect(judgement).toMatchObject({ verdict: 'cannot-check', drafts: [] });
    expect(judgement.reason).toContain('Error: no');
  });

  it('fails another class of status, however fast', () => {
    const evidence = buildEvidence({ answers: answers({ status: 500, shape: null }), blocks: [] });
    expect(codesOf(judgeService(evidence, limits))).toEqual(['latency/answers-differ error']);
  });

  it('warns of another shape', () => {
    const blocks = buildBlocks({ seed: 1 });
    const judgement = judgeService(
      buildEvidence({ answers: answers({ status: 200, shape: ['a:string'] }), blocks }),
      limits,
    );
    expect(codesOf(judgement)).toEqual(['latency/answers-differ warning']);
    expect(judgement.verdict).toBe('pass');
  });

  it('fails a head that begins to answer 500 under traffic, and only warns of a single lost answer', () => {
    const drop = (every: number) =>
      buildBlocks({ seed: 1 }).map((block, at) => ({
        ...block,
        pairs: block.pairs.map((pair, index) =>
          index % every === 0 && (every < 100 || at === 0)
            ? ([...pair.slice(0, 6), 500] as unknown as typeof pair)
            : pair,
        ),
      }));
    expect(codesOf(judgeService(buildEvidence({ blocks: drop(10) }), limits))).toEqual([
      'latency/answers-differ error',
    ]);
    expect(codesOf(judgeService(buildEvidence({ blocks: drop(1000) }), limits))).toEqual([
      'latency/answers-differ warning',
    ]);
  });

  it('says of noise what could have been shown and how long it would take', () => {
    const judgement = judgeService(buildEvidence({ blocks: buildBlocks({ seed: 3, startNoise: 0.1 }) }), limits);
    expect(judgement.verdict).toBe('cannot-check');
    expect(judgement.reason).toMatch(/smallest slowdown that could be shown was \+\d+\.\d %/);
    expect(judgement.reason).toMatch(/about \d+ s of traffic would decide|ten minutes of traffic would not decide/);
  });

  it('says why when the measurement broke off', () => {
    const evidence = buildEvidence({ brokeOff: 'the measurement took longer than its time limit' });
    expect(judgeService(evidence, limits)).toMatchObject({ verdict: 'cannot-check' });
  });

  it('notes a new service and judges its budgets alone', () => {
    const blocks = buildBlocks({ seed: 1, factor: 1.5 });
    const judgement = judgeService(
      buildEvidence({ blocks }, true),
      parseLimits({ budgets: { p50: '1ms' }, maxRegression: {} }),
    );
    expect(codesOf(judgement)).toEqual(['latency/new-service note', 'latency/budget-exceeded error']);
  });
});

describe('answerShape', () => {
  it('is the same for other values and another order of keys', () => {
    expect(answerShape('{"a":[{"b":1},{"b":2}],"c":null}')).toEqual(answerShape('{"c":null,"a":[{"b":7}]}'));
  });

  it('differs in nothing from itself, for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(compareShapes(answerShape(text), answerShape(text))).toEqual({ gone: [], added: [] });
      }),
    );
  });

  it('names what is gone and what is new', () => {
    expect(compareShapes(answerShape('{"a":1}'), answerShape('{"b":1}'))).toEqual({
      gone: ['a:number'],
      added: ['b:number'],
    });
  });
});

describe('selectServices', () => {
  const service = (reach: string[]) => ({
    start: 'node server.ts',
    ready: '/readyz',
    requests: ['r.jsonl'],
    reach,
    budgets: {},
    maxRegression: { p50: '5%', p99: '10%' },
    maxSeconds: 10,
  });
  const changed = (path: string, basePath?: string) => ({
    base: 'b',
    head: null,
    files: [
      {
        status: 'modified' as FileStatus,
        path,
        ...(basePath === undefined ? {} : { basePath }),
        baseMode: '100644' as const,
        headMode: '100644' as const,
        isBinary: false,
        hunks: [],
      },
    ],
  });

  it('takes the services whose reach names a changed path, also the old one of a rename', () => {
    const services = { a: service(['src/a/**']), b: service(['src/b/**']) };
    expect(selectServices(services, changed('src/a/x.ts'))).toMatchObject({ unreached: ['b'] });
    expect(selectServices(services, changed('src/a/x.ts', 'src/b/x.ts')).unreached).toEqual([]);
  });

  it('knows a new service by a file of its start command that base lacks', () => {
    const entry = (path: string): TreeEntry => ({ path, mode: '100644', sha: '' });
    const both = [entry('r.jsonl')];
    expect(isNewService(service([]), both, [...both, entry('server.ts')])).toBe(true);
    expect(isNewService(service([]), [...both, entry('server.ts')], [...both, entry('server.ts')])).toBe(false);
  });
});

describe('parseLoadGeneratorLines', () => {
  it('takes the whole lines of an output that was cut anywhere', () => {
    const block = buildBlocks({ seed: 1, blocks: 1, pairs: 2 })[0];
    const text = `${JSON.stringify({ type: 'block', block })}\n${JSON.stringify({ type: 'end' })}\n`;
    expect(parseLoadGeneratorLines(text)).toMatchObject({ isWhole: true, blocks: [block] });
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(parseLoadGeneratorLines(text.slice(0, length)).isWhole).toBe(false);
      }),
    );
  });
});

describe('parseLimits', () => {
  it.each([
    [{ budgets: { p98: '1ms' }, maxRegression: {} }, /"p98" is not a percentile/],
    [{ budgets: { p99: '25' }, maxRegression: {} }, /budgets\.p99: "25" is not a limit/],
    [{ budgets: {}, maxRegression: { p50: '5' } }, /maxRegression\.p50: "5" is not a limit/],
  ])('refuses %j with the way out', (written, message) => {
    expect(() => parseLimits(written)).toThrow(message);
  });
});
