import type { ArchitectureEvidence } from './architecture-evidence.ts';

/** What dependency-cruiser says of both sides by the repository's own rules. */
export type RuleEvidence = Pick<ArchitectureEvidence, 'renames' | 'head' | 'base' | 'oldEdges' | 'notInstalled'>;
