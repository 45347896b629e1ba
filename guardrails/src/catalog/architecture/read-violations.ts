import type { IFlattenedRuleSet, IModule, IViolation } from 'dependency-cruiser';
import type { Edge, Violation } from './architecture-evidence.ts';

/** What dependency-cruiser found: its summary's violations, and the modules that they are about. */
export type Cruised = { readonly violations: readonly IViolation[]; readonly modules: readonly IModule[] };

/** Turns dependency-cruiser's violations into ours, each with the import as it is written. Pure. */
export const readViolations = ({ violations, modules }: Cruised, rules: IFlattenedRuleSet): readonly Violation[] => {
  const byName = new Map([...(rules.forbidden ?? []), ...(rules.required ?? [])].map((rule) => [rule.name, rule]));
  const unresolvableRules = new Set((rules.forbidden ?? []).filter(isAboutUnresolvable).map(({ name }) => name));
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const specifierOf = (from: string, to: string): string | null => {
    const dependency = bySource.get(from)?.dependencies.find((it) => it.resolved === to);
    return dependency === undefined ? null : written(dependency);
  };
  return violations.flatMap(({ rule: { name, severity }, from, to, cycle = [] }) => {
    if (severity === 'ignore') return [];
    const rule = byName.get(name);
    const isUnresolvable = unresolvableRules.has(name);
    return [
      {
        rule: name,
        comment: rule?.comment ?? null,
        severity,
        kind: cycle.length > 0 ? 'cycle' : isUnresolvable ? 'unresolvable' : 'dependency',
        from,
        to,
        specifier: specifierOf(from, to),
        cycle: cycleEdges(from, cycle).map((edge) => ({ ...edge, specifier: specifierOf(edge.from, edge.to) })),
      } satisfies Violation,
    ];
  });
};

/** The import as it is written: dependency-cruiser keeps `node:` apart. */
const written = (dependency: { readonly module: string; readonly protocol?: string }): string =>
  `${dependency.protocol ?? ''}${dependency.module}`;

const isAboutUnresolvable = (rule: object): boolean => {
  const to = 'to' in rule ? rule.to : null;
  return typeof to === 'object' && to !== null && 'couldNotResolve' in to && to.couldNotResolve === true;
};

const cycleEdges = (
  from: string,
  cycle: readonly { readonly name: string; readonly dependencyTypes: readonly string[] }[],
): readonly Edge[] =>
  cycle.map(({ name, dependencyTypes }, index) => ({
    from: index === 0 ? from : (cycle[index - 1]?.name ?? from),
    to: name,
    isTypeOnly: dependencyTypes.includes('type-only'),
  }));
