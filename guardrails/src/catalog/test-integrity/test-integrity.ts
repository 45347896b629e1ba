import type { Guardrail } from '../../guardrail.ts';
import { assessTestIntegrity } from './assess-test-integrity.ts';
import { collectTestIntegrity } from './collect-test-integrity.ts';
import type { TestIntegrityEvidence } from './test-integrity-evidence.ts';
import { testIntegrityMessages } from './test-integrity-messages.ts';

/** Did the change weaken, skip, delete or outwit tests? By their syntax on both sides; nothing is run. */
export const testIntegrity: Guardrail<TestIntegrityEvidence> = {
  id: 'test-integrity',
  version: 2,
  collect: collectTestIntegrity,
  assess: (evidence, { brief }) => assessTestIntegrity(evidence, brief),
  notChecked: ({ notRead }) => notRead,
  messages: testIntegrityMessages,
};
