import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as agreement } from './agreement.cases.ts';
import { cases as broken } from './broken.cases.ts';
import { cases as events } from './events.cases.ts';
import { cases as kept } from './kept.cases.ts';
import { cases as openapi } from './openapi.cases.ts';
import { cases as schemas } from './schemas.cases.ts';
import { cases as typescript } from './typescript.cases.ts';

/** OpenAPI documents that break callers, and changes of them that do not. */
export const contract: GuardbenchClass = {
  guardrails: ['contract'],
  cases: [...agreement, ...broken, ...events, ...kept, ...openapi, ...schemas, ...typescript],
};
