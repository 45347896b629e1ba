import { createFinding, type Finding, type Level } from '../../guardrail.ts';
import type { Policy } from '../../policy/policy.ts';
import { isTestPath } from '../../source/source-paths.ts';
import type { GraphCycle, GraphEvidence, Missing, SurfaceChange } from './graph-evidence.ts';
import { canonicalCycle } from './ratchet.ts';

/**
 * Judges what the change does to the import graphs. Without a brief only what fails when it is loaded, and what a declared pure layer
 * may not name, is an error: people close cycles and leave modules behind on purpose. An agent's task has no such purpose. Pure.
 */
export const graphFindings = (evidence: GraphEvidence, policy: Policy): readonly Finding[] => {
  const hasBrief = policy.brief !== null;
  return [
    ...evidence.cycles.map((cycle) => cycleFinding(cycle, hasBrief)),
    ...evidence.missing.map((missing) => missingFinding(missing, hasBrief)),
    ...evidence.impurities.map(({ file, line, name }) =>
      createFinding({ code: 'architecture/impure-layer', level: 'error', file, line, data: { file, name } }),
    ),
    ...evidence.orphans.map(({ file, importers, isTested }) =>
      createFinding({
        code: 'architecture/orphaned-module',
        level: hasBrief ? 'warning' : 'note',
        file,
        data: { file, importers: [...importers], isTested },
        identity: null,
      }),
    ),
    ...evidence.packageEdges.map(({ file, line, ...edge }) =>
      createFinding({
        code: 'architecture/new-package-dependency',
        level: 'note',
        file,
        line,
        data: edge,
        identity: [edge.from, edge.to],
      }),
    ),
    ...evidence.surfaces.flatMap(surfaceFindings),
    ...evidence.duplicates.map(({ file, line, endLine, of, tokens }) =>
      createFinding({
        code: 'architecture/duplicated-code',
        level: hasBrief ? 'warning' : 'note',
        ...{ file, line, endLine },
        data: { lines: endLine - line + 1, tokens, of: `${of.file}:${of.line}-${of.endLine}` },
        identity: [of.file, tokens],
      }),
    ),
    ...reachFindings(evidence),
  ];
};

/** With a brief, without one. A cycle that only makes an old knot larger weighs less: the knot is not the change's. */
const cycleLevel = ({ isKnot }: GraphCycle, hasBrief: boolean): Level => {
  if (isKnot) return hasBrief ? 'warning' : 'note';
  return hasBrief ? 'error' : 'warning';
};

const cycleFinding = (cycle: GraphCycle, hasBrief: boolean): Finding =>
  createFinding({
    code: 'architecture/new-cycle',
    level: cycleLevel(cycle, hasBrief),
    ...{ file: cycle.path[0] ?? '', line: cycle.line },
    data: { rule: 'no-circular', path: [...cycle.path], picture: cycle.picture },
    identity: { rule: 'no-circular', path: [...canonicalCycle(cycle.path.slice(1))] },
  });

/** A test of a branch that cannot be loaded is a broken test, which `tests` judges by running it. */
const missingLevel = ({ file, isTypeOnly }: Missing, hasBrief: boolean): Level =>
  isTypeOnly || (isTestPath(file) && !hasBrief) ? 'warning' : 'error';

const missingFinding = (missing: Missing, hasBrief: boolean): Finding => {
  const { file, line, specifier, wasThere } = missing;
  return createFinding({
    code: 'architecture/unresolvable',
    level: missingLevel(missing, hasBrief),
    ...{ file, line },
    data: { rule: 'not-to-unresolvable', from: file, to: specifier, wasThere },
    identity: { to: specifier },
  });
};

const surfaceFindings = ({ package: name, entry, isPrivate, grew, shrank }: SurfaceChange): readonly Finding[] => {
  const draft = (kind: 'surface-grew' | 'surface-shrank', level: Level, names: readonly string[]) =>
    names.length === 0
      ? []
      : [
          createFinding({
            code: `architecture/${kind}`,
            level,
            file: entry,
            data: { package: name, names: names.slice(0, 30), count: names.length },
            identity: [...names],
          }),
        ];
  return [...draft('surface-grew', 'note', grew), ...draft('surface-shrank', isPrivate ? 'note' : 'warning', shrank)];
};

const reachFindings = ({ reach }: GraphEvidence): readonly Finding[] => {
  if (reach.modules <= reach.changed) return [];
  const data = { ...reach, packages: [...reach.packages] };
  return [createFinding({ code: 'architecture/reach', level: 'note', data, identity: null })];
};
