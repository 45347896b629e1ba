import type { FindingDraft } from '../../guardrail.ts';
import { compareShapes } from './answer-shape.ts';
import type { Measurement, RequestName } from './latency-evidence.ts';
import { failAlpha } from './plan-measurement.ts';
import { countDiscordance, isExcessShown } from './shown-excess.ts';

/** What of a measurement tells how the two sides answered. */
export type Answered = Pick<Measurement, 'answers' | 'requests' | 'blocks'>;

/**
 * Findings on answers of another status class (error: a faster wrong answer is no gain) or another JSON shape (warning),
 * one a request. In measured traffic, where a machine may drop an answer, the error wants a test's word ({@link isExcessShown}). Pure.
 */
export const compareAnswers = (service: string, { answers, requests, blocks }: Answered): readonly FindingDraft[] => {
  const asked = answers.flatMap(({ base, head }, index): FindingDraft[] => {
    const request = requests[index];
    if (request === undefined) return [];
    if (statusClass(base.status) !== statusClass(head.status))
      return [statusDraft({ service, request, baseStatus: base.status, headStatus: head.status, level: 'error' })];
    const { gone, added } = compareShapes(base.shape, head.shape);
    return gone.length + added.length === 0 ? [] : [shapeDraft({ service, request, gone, added })];
  });
  if (asked.some(({ level }) => level === 'error')) return asked;
  return [...asked, ...compareTraffic(service, requests, blocks)];
};

/** Why base's own answers make a comparison worthless; null when they do not. Pure. */
export const findBaseProblem = ({ answers, requests }: Answered): string | null => {
  const index = answers.findIndex(({ base }) => base.status === 0 || base.status >= 500);
  const [answer, request] = [answers[index], requests[index]];
  if (answer === undefined || request === undefined) return null;
  return `base itself answers ${statusName(answer.base.status)} to ${nameOf(request)}. Correct the request or the base`;
};

/** Whether the answers alone settle it, so that times need not be measured. Pure. */
export const isMeasuringVain = (answered: Answered): boolean =>
  findBaseProblem(answered) !== null || compareAnswers('', answered).some(({ level }) => level === 'error');

const compareTraffic = (
  service: string,
  requests: readonly RequestName[],
  blocks: Measurement['blocks'],
): readonly FindingDraft[] => {
  const worse = blocks.flatMap(({ pairs }) => pairs).filter((pair) => isWorse(pair[6], pair[5]));
  const [first] = worse;
  const request = first === undefined ? undefined : requests[first[0]];
  if (first === undefined || request === undefined) return [];
  const counts = blocks.map((block) =>
    countDiscordance(block, (pair) => ({ base: isWorse(pair[5], pair[6]), head: isWorse(pair[6], pair[5]) })),
  );
  const level = isExcessShown(counts, failAlpha) ? 'error' : 'warning';
  return [statusDraft({ service, request, baseStatus: first[5], headStatus: first[6], level, times: worse.length })];
};

const statusClass = (status: number): number => Math.floor(status / 100);
const isWorse = (status: number, than: number): boolean => badness(status) > badness(than);
const badness = (status: number): number => (status === 0 ? 6 : statusClass(status));

type StatusDifference = {
  readonly service: string;
  readonly request: RequestName;
  readonly baseStatus: number;
  readonly headStatus: number;
  readonly level: 'error' | 'warning';
  readonly times?: number;
};

const statusDraft = ({
  service,
  request,
  baseStatus,
  headStatus,
  level,
  times = 1,
}: StatusDifference): FindingDraft => ({
  code: 'latency/answers-differ',
  level,
  file: request.file,
  line: request.line,
  data: {
    service,
    request: nameOf(request),
    base: statusName(baseStatus),
    head: statusName(headStatus),
    what: 'status',
    times,
  },
  identity: [service, nameOf(request), 'status'],
});

type ShapeDifference = Pick<StatusDifference, 'service' | 'request'> & ReturnType<typeof compareShapes>;

const shapeDraft = ({ service, request, gone, added }: ShapeDifference): FindingDraft => ({
  code: 'latency/answers-differ',
  level: 'warning',
  file: request.file,
  line: request.line,
  data: { service, request: nameOf(request), base: few(gone), head: few(added), what: 'shape' },
  identity: [service, nameOf(request), 'shape'],
});

const few = (places: readonly string[]): string =>
  places.length === 0 ? 'nothing' : places.slice(0, 5).join(', ') + (places.length > 5 ? ', …' : '');

const nameOf = ({ method, path, file, line }: RequestName): string => `${method} ${path} (${file}:${line})`;
const statusName = (status: number): string => (status === 0 ? 'nothing' : String(status));
