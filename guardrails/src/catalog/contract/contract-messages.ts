import type { FindingData } from '../../guardrail.ts';
import { agreementMessages } from './agreement/agreement-findings.ts';
import { mixedVersionMessages } from './agreement/mixed-versions.ts';
import { eventMessages } from './events/event-messages.ts';
import { documentMessages } from './openapi/document-messages.ts';
import { lifecycleMessages } from './openapi/lifecycle-messages.ts';
import { operationMessages } from './openapi/operation-messages.ts';
import { typescriptMessages } from './typescript/typescript-messages.ts';
import { schemaMessages } from './schema-messages.ts';

/** Code → text from data. */
export const contractMessages: { readonly [code: string]: (data: FindingData) => string } = {
  ...operationMessages,
  ...schemaMessages,
  ...lifecycleMessages,
  ...documentMessages,
  ...typescriptMessages,
  ...eventMessages,
  ...agreementMessages,
  ...mixedVersionMessages,
};
