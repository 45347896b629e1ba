import { Problem, ServiceError, type HttpApp } from '@interlock-dev/chassis';
import { ServingModels } from '../contract.ts';
import type { ModelSlots } from '../model/create-model-slots.ts';
import { ShadowReport } from '../shadow/shadow-report.ts';
import type { Shadow } from '../shadow/create-shadow.ts';

/** `GET /v1/models` and `GET /v1/models/shadow-report`: what serves, and how the shadow compares; for people and gates. */
export const addModelRoutes = (app: HttpApp, models: ModelSlots, shadow: Shadow): void => {
  app.get('/v1/models', { schema: servingSchema }, () =>
    Promise.resolve({
      models: [models.full, models.cheap, models.neighbours].map((slot) => {
        const serving = slot.serving();
        return { name: slot.name, ...(serving ? { serving } : {}) };
      }),
    }),
  );
  app.get('/v1/models/shadow-report', { schema: shadowSchema }, () => {
    const report = shadow.report();
    if (!report) throw new ServiceError('ranking/no-shadow', 'no shadow serves, or nothing was compared since it does');
    return Promise.resolve(report);
  });
};

const observed = {
  'x-metrics': ['http_request_duration_seconds'],
  'x-exposure': 'none: it shows nothing to a listener',
};

const servingSchema = {
  operationId: 'servingModels',
  summary: 'The versions that serve',
  ...observed,
  response: { 200: ServingModels, '4xx': Problem, '5xx': Problem },
};

const shadowSchema = {
  operationId: 'shadowReport',
  summary: 'How the shadow model ranks live requests, beside the one that answers',
  ...observed,
  response: { 200: ShadowReport, '4xx': Problem, '5xx': Problem },
};
