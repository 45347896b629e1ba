import { readFileSync } from 'node:fs';
import {
  createLogger,
  createMetrics,
  createService,
  type CallFailure,
  type Service,
} from '../../services/chassis/src/index.ts';
import type { FeaturesClient } from '../platform/generated/features-client.ts';
import type { RankingClient } from '../platform/generated/ranking-client.ts';
import type { Fault } from '../platform/start-fault-proxy.ts';
import { FaultChoice, PageEvents, ViewQuestion } from './page-contract.ts';
import type { PageSetup } from './page-setup.ts';

export type PageParts = {
  readonly setup: PageSetup;
  readonly ranking: Pick<RankingClient, 'fillNowPlaying'>;
  readonly features: Pick<FeaturesClient, 'sendEvents'>;
  /** Breaks the connection between ranking and features, or mends it. */
  readonly setFault: (fault: Fault) => void;
  readonly now?: () => number;
};

/** The page and what its script asks; every answer of a view comes from the live ranking service. */
export const createPageApp = async (parts: PageParts): Promise<Service> => {
  const service = await createService({
    name: 'now-playing-page',
    version: '1.0.0',
    description: 'A page that shows what the ranking service answers.',
    errors: {},
    bodyLimitBytes: 64 * 1024,
    deadlines: { defaultMs: 5000, maxMs: 5000 },
    logger: createLogger({ service: 'now-playing-page', level: 'error' }),
    metrics: createMetrics(),
  });
  addAssets(service);
  addQuestions(service, parts);
  return service;
};

const assets = { '/': 'page.html', '/page.css': 'page.css', '/page.js': 'page.js' } as const;
const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' } as const;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:";

const addAssets = ({ app }: Service): void => {
  for (const [path, file] of Object.entries(assets)) {
    const text = readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8');
    const type = types[file.split('.')[1] as keyof typeof types];
    app.get(path, { schema: { hide: true } }, (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('content-security-policy', policy)
        .header('x-content-type-options', 'nosniff')
        .send(text),
    );
  }
};

const addQuestions = ({ app }: Service, { setup, ranking, features, setFault, now = Date.now }: PageParts): void => {
  app.get('/api/setup', { schema: { hide: true } }, () => setup);

  app.post('/api/view', { schema: { hide: true, body: ViewQuestion } }, async ({ body }) => {
    const { budgetMs, degradation, arms, ...question } = body;
    const preview = { ...(degradation && { degradation }), ...(arms && { arms }) };
    const startMs = performance.now();
    const answer = await ranking.fillNowPlaying(
      { ...question, ...(Object.keys(preview).length > 0 && { preview }) },
      now() + budgetMs,
    );
    const tookMs = performance.now() - startMs;
    return answer.ok ? { tookMs, answer: answer.value } : { tookMs, problem: problemOf(answer) };
  });

  app.post('/api/events', { schema: { hide: true, body: PageEvents } }, async ({ body: { user, events } }) => {
    const at = now();
    const told = await features.sendEvents(
      { events: events.map((event) => ({ ...event, id: crypto.randomUUID(), user, at })) },
      at + eventsBudgetMs,
    );
    return told.ok ? told.value : { problem: problemOf(told) };
  });

  app.post('/api/fault', { schema: { hide: true, body: FaultChoice } }, ({ body: { kind } }) => {
    setFault(kind === 'slow' ? { kind, delayMs: slowMs } : { kind });
    return { kind };
  });
};

const eventsBudgetMs = 1000;

/** What "slow" means on the page: more than a view can wait for. */
const slowMs = 400;

const problemOf = (failure: CallFailure): { code: string; detail: string } => ({
  code: failure.reason === 'refused' ? failure.code : failure.reason,
  detail: failure.detail,
});
