import type { Report } from '../report/report.ts';
import { checkedGuardrails } from './catalog.ts';
import type { CheckRequest } from './check-request.ts';
import { checkWith } from './check-with.ts';

/**
 * Checks a change with the guardrails that the configuration of base names.
 * @throws ConfigurationError a mistake in the request or in base's policy; the reason of `signal` once it is aborted
 */
export const check = (request: CheckRequest): Promise<Report> => checkWith({ guardrails: checkedGuardrails }, request);
