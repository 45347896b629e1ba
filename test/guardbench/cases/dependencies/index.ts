import type { GuardbenchClass } from '../../guardbench-case.ts';
import { cases as lockfiles } from './lockfiles.cases.ts';
import { cases as manifests } from './manifests.cases.ts';

/** What a change depends on, and whether manifest, lockfile and imports hold together. */
export const dependencies: GuardbenchClass = { guardrails: ['dependencies'], cases: [...lockfiles, ...manifests] };
