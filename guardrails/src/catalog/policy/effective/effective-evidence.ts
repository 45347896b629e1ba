import type { NotChecked } from '../../../guardrail.ts';
import type { CiEvidence } from './compare-ci.ts';
import type { ScriptPair } from './compare-scripts.ts';
import type { LintPair } from './lint-config.ts';
import type { OwnersEvidence } from './owners.ts';
import type { TestConfigPair } from './test-config.ts';
import type { TypesEvidence } from './types-evidence.ts';

/** What the configuration that a change touches means on both sides. */
export type EffectiveEvidence = {
  readonly types: TypesEvidence | null;
  readonly lint: readonly LintPair[];
  readonly tests: readonly TestConfigPair[];
  readonly ci: CiEvidence;
  readonly scripts: readonly ScriptPair[];
  readonly owners: readonly OwnersEvidence[];
  /** Hooks of husky that base has. */
  readonly hooks: readonly { readonly path: string; readonly base: string; readonly head: string | null }[];
  /** Protected files whose meaning was compared. */
  readonly compared: readonly string[];
  readonly notChecked: readonly NotChecked[];
};
