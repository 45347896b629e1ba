import { architecture } from '../catalog/architecture/architecture.ts';
import { contract } from '../catalog/contract/contract.ts';
import { dependencies } from '../catalog/dependencies/dependencies.ts';
import { latency } from '../catalog/latency/latency.ts';
import { lint } from '../catalog/lint/lint.ts';
import { policyGuardrail } from '../catalog/policy/policy.ts';
import { scope } from '../catalog/scope/scope.ts';
import { secrets } from '../catalog/secrets/secrets.ts';
import { testIntegrity } from '../catalog/test-integrity/test-integrity.ts';
import { tests } from '../catalog/tests/tests.ts';
import { types } from '../catalog/types/types.ts';
import type { Guardrail } from '../guardrail.ts';

/** Evidence goes only from a guardrail's own `collect` to its own `assess`, so its type need not be known here. */
const asChecked = <Evidence>(guardrail: Guardrail<Evidence>): Guardrail<unknown> =>
  guardrail as unknown as Guardrail<unknown>;

/** All guardrails, in the order of a report. */
export const checkedGuardrails: readonly Guardrail<unknown>[] = [
  asChecked(scope),
  asChecked(policyGuardrail),
  asChecked(lint),
  asChecked(types),
  asChecked(architecture),
  asChecked(contract),
  asChecked(tests),
  asChecked(testIntegrity),
  asChecked(secrets),
  asChecked(dependencies),
  asChecked(latency),
];
