import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import type { Guardrail } from '../guardrail.ts';
import { nearestName } from '../policy/nearest-name.ts';
import type { Report } from '../report/report.ts';
import { createFacts, type Facts } from '../tree/facts.ts';
import { withTemporaryFolder } from '../tree/temporary-folder.ts';
import type { CheckRequest } from './check-request.ts';
import { collectEvidence, type CollectOptions, type Outcome } from './collect-evidence.ts';
import { describeUnmeasured, listUncovered } from './coverage.ts';
import { createEvidenceCache, noCache } from './evidence-cache.ts';
import type { EvidenceFile } from './evidence-file.ts';
import { openFactMemory } from './fact-memory.ts';
import { judge, type Judgement } from './judge.ts';
import { readContents, type Contents } from './read-contents.ts';
import { openSubject, type Subject } from './open-subject.ts';
import { createReport } from './judge-evidence.ts';
import { workTreeName } from './resolve-commits.ts';
import { runGuardrails } from './schedule.ts';

/** What a check runs with. */
export type CheckTools = {
  /** All guardrails that there are. */
  readonly guardrails: readonly Guardrail<unknown>[];
  /** Default: the walls of this machine. */
  readonly walls?: CollectOptions['walls'];
  /** Facts that several checks share. Default: those of this check alone. */
  readonly facts?: Facts;
};

type Answer = { readonly outcome: Outcome; readonly judgement: Judgement; readonly contents: Contents };

/**
 * Checks a change with the given guardrails. All that it started has ended and all that it wrote, but for `cacheDir`
 * and `outDir`, is gone when it settles.
 * @throws ConfigurationError a mistake in the request or in base's policy; the reason of `signal` once it is aborted
 */
export const checkWith = async (tools: CheckTools, request: CheckRequest): Promise<Report> => {
  const { cacheDir } = request;
  if (tools.facts !== undefined || cacheDir === undefined) return checkOnce(tools, request);
  const memory = openFactMemory({ dir: cacheDir });
  try {
    return await checkOnce({ ...tools, facts: createFacts(memory) }, request);
  } finally {
    memory.close();
  }
};

const checkOnce = (tools: CheckTools, request: CheckRequest): Promise<Report> =>
  withTemporaryFolder('interlock-check-', async (dir) => {
    requireKnownIds(tools, request);
    const subject = await openSubject(request, dir);
    request.signal?.throwIfAborted();
    const chosen = selectGuardrails(tools, request, subject);
    const record = createRecord(tools, request, subject);
    const options = await createOptions(tools, request, subject);
    const runOne = async (guardrail: Guardrail<unknown>): Promise<Answer> => {
      request.onEvent?.({ type: 'guardrail-started', id: guardrail.id });
      const outcome = await collectEvidence(guardrail, options);
      const { findings } = judge(guardrail, outcome, record).report;
      const contents = await readContents(findings, subject);
      const judgement = judge(guardrail, outcome, { ...record, contents });
      request.onEvent?.({ type: 'guardrail-ended', report: judgement.report });
      return { outcome, judgement, contents };
    };
    const { answers, unmeasured } = await runGuardrails(chosen, { runOne, isWorthMeasuring: allPass });
    const covered = { ...record, uncovered: [...record.uncovered, ...describeUnmeasured(unmeasured)] };
    const report = createReport(
      covered,
      answers.map(({ judgement }) => judgement),
    );
    const evidence = {
      ...covered,
      contents: Object.assign({}, ...answers.map(({ contents }) => contents)) as Contents,
      guardrails: answers.map(({ outcome }) => outcome),
    };
    if (request.outDir !== undefined) await writeFiles(request.outDir, { evidence, report });
    return report;
  });

const allPass = (answers: readonly Answer[]): boolean =>
  answers.every(({ judgement }) => judgement.report.verdict === 'pass');

const requireKnownIds = ({ guardrails }: CheckTools, { only = [] }: CheckRequest): void => {
  const ids = guardrails.map(({ id }) => id);
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, ids);
  throw new ConfigurationError(
    `--only ${unknown}: there is no such guardrail${nearest === null ? '' : `, did you mean ${nearest}`}? (There are: ${ids.join(', ')}.)`,
  );
};

const selectGuardrails = (
  { guardrails }: CheckTools,
  { only }: CheckRequest,
  { policy }: Subject,
): readonly Guardrail<unknown>[] => {
  const wanted = only ?? policy.configuration.guardrails;
  return guardrails.filter(({ id }) => wanted.includes(id));
};

const createRecord = (
  { guardrails }: CheckTools,
  { only, today }: CheckRequest,
  { commits, policy, change }: Subject,
): Omit<EvidenceFile, 'guardrails'> => ({
  schema: 'interlock.evidence/1',
  base: commits.base,
  head: commits.head ?? workTreeName,
  mergeBase: commits.mergeBase,
  today: today ?? new Date().toISOString().slice(0, 10),
  policy,
  uncovered: listUncovered({ policy, only, change, ids: guardrails.map(({ id }) => id) }),
});

const createOptions = async (
  { walls, facts }: CheckTools,
  request: CheckRequest,
  subject: Subject,
): Promise<CollectOptions> => ({
  subject,
  cache: request.cacheDir === undefined ? noCache : await createEvidenceCache(request.cacheDir, subject),
  exclusive: request.exclusive ?? ((work) => work()),
  facts: facts ?? createFacts(),
  signal: request.signal ?? new AbortController().signal,
  ...(walls && { walls }),
});

const writeFiles = async (
  dir: string,
  { evidence, report }: { readonly evidence: EvidenceFile; readonly report: Report },
): Promise<void> => {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'evidence.json'), `${JSON.stringify(evidence)}\n`);
  await writeFile(join(dir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
};
