import { createFinding, type Finding, type FindingData, type FindingDraft, type Guardrail } from '../../guardrail.ts';
import type { ArchitectureEvidence, LocatedViolation } from './architecture-evidence.ts';
import { collectArchitecture } from './collect-architecture.ts';
import { canonicalCycle, newViolations } from './ratchet.ts';

/**
 * Reports the arrows between modules that head draws against the repository's dependency-cruiser rules of base and that base did
 * not draw. A repository without rules: new cycles, and imports that resolve to nothing.
 */
export const architecture: Guardrail<ArchitectureEvidence> = {
  id: 'architecture',
  version: 1,
  collect: collectArchitecture,
  assess: (evidence) => newViolations(evidence).map(toFinding).sort(byPlace),
  notChecked: ({ rules }) =>
    rules === 'ours'
      ? [
          {
            what: 'the layers of this repository',
            why: 'it has no dependency-cruiser rules; only cycles and missing modules were looked for',
          },
        ]
      : [],
  messages: {
    'architecture/new-violation': ({ rule, comment, from, to }) =>
      `\`${string(from)}\` now depends on \`${string(to)}\`, which the rule \`${string(rule)}\` forbids. ${string(comment)} Reach it the way its neighbours do, or move the code to where it may stand; if the rule is wrong, change it on base.`.replace(
        /\.? {2}/u,
        '. ',
      ),
    'architecture/new-cycle': ({ path, rule }) =>
      `This import closes a cycle (rule \`${string(rule)}\`): ${list(path).join(' → ')}. None of these can be understood, tested or moved without the others, and what loads first sees the others half made. Take the import out: move what both sides need below them, or pass it in as an argument.`,
    'architecture/unresolvable': ({ from, to }) =>
      `\`${string(from)}\` imports \`${string(to)}\`, and there is no such module: it fails as soon as it is loaded. Correct the path, add the file, or declare the package in package.json.`,
  },
};

const string = (value: FindingData[string] | undefined): string => (typeof value === 'string' ? value : '');

const list = (value: FindingData[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const levels = { error: 'error', warn: 'warning', info: 'note' } as const;

const toFinding = (violation: LocatedViolation): Finding =>
  createFinding({
    ...draftOf(violation),
    level: levels[violation.severity],
    file: violation.from,
    ...(violation.line === null ? {} : { line: violation.line }),
  });

const draftOf = ({
  kind,
  rule,
  comment,
  from,
  to,
  specifier,
  cycle,
}: LocatedViolation): Omit<FindingDraft, 'level'> => {
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
