import { createFinding, type Finding, type FindingDraft, type Guardrail, type NotChecked } from '../../guardrail.ts';
import type { ArchitectureEvidence, LocatedViolation } from './architecture-evidence.ts';
import { architectureMessages } from './architecture-messages.ts';
import { collectArchitecture } from './collect-architecture.ts';
import { graphFindings } from './graph-findings.ts';
import { canonicalCycle, newViolations } from './ratchet.ts';

/**
 * Reports what a change does to the arrows between modules: new breaches of the repository's own dependency-cruiser rules (those
 * of base), else new cycles and imports of nothing; and, read from the import graphs of both sides, impure layers, orphaned modules, first
 * imports between packages, exported names that come and go, copied code, and the reach of the change.
 */
export const architecture: Guardrail<ArchitectureEvidence> = {
  id: 'architecture',
  version: 3,
  slot: 'quick',
  collect: collectArchitecture,
  assess: (evidence, policy) =>
    [...newViolations(evidence).map(toFinding), ...graphFindings(evidence.graph, policy)].sort(byPlace),
  notChecked: ({ rules, graph }) => [
    ...(rules === 'ours'
      ? [
          {
            what: 'the layers of this repository',
            why: 'it has no dependency-cruiser rules; only cycles and missing modules were looked for',
          },
        ]
      : []),
    ...graph.unread.map(({ file, why }): NotChecked => ({ what: `imports of ${file}`, why: unreadReasons[why] })),
  ],
  messages: architectureMessages,
};

const unreadReasons = {
  broken: 'it does not parse',
  'too-large': 'it is larger than 1.5 million characters',
} as const;

const levels = { error: 'error', warn: 'warning', info: 'note' } as const;

const toFinding = (violation: LocatedViolation): Finding =>
  createFinding({
    ...draftOf(violation),
    level: levels[violation.severity],
    file: violation.from,
    ...(violation.line === null ? {} : { line: violation.line }),
  });

const draftOf = (violation: LocatedViolation): Omit<FindingDraft, 'level'> => {
  const { kind, rule, comment, from, to, specifier, cycle } = violation;
  if (kind === 'unresolvable') {
    return { code: 'architecture/unresolvable', data: { rule, from, to: specifier ?? to } };
  }
  if (kind === 'dependency') {
    return { code: 'architecture/new-violation', data: { rule, comment, from, to }, identity: { rule, to } };
  }
  const files = cycle.map((edge) => edge.to);
  return {
    code: 'architecture/new-cycle',
    data: { rule, path: [from, ...files] },
    identity: { rule, path: canonicalCycle(files) },
  };
};

const byPlace = (left: Finding, right: Finding): number => {
  const place = ({ file, line, code, fingerprint }: Finding) =>
    [file ?? '', String(line ?? 0).padStart(8, '0'), code, fingerprint].join('\n');
  return place(left) < place(right) ? -1 : 1;
};
