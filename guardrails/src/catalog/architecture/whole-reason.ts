import type { IFlattenedRuleSet } from 'dependency-cruiser';

type Fields = Readonly<Record<string, unknown>>;

/** A rule as far as it decides what has to be looked at. */
const fieldsOf = (rule: object, part: 'from' | 'to' | 'module'): Fields => {
  const value = (rule as Fields)[part];
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
};

const wholeOptions = ['baseDir', 'collapse', 'focus', 'reaches', 'affected'];

/**
 * Why rules or options can be judged on the whole tree alone; null where the changed modules, the cycles that they are on and their
 * importers suffice. Pure.
 * @param options as they are written, and whether they are normalised to ask for metrics
 */
export const wholeReason = (
  ruleSet: IFlattenedRuleSet,
  { options, metrics }: { readonly options: object; readonly metrics: boolean },
): string | null => {
  const option = wholeOptions.find((name) => (options as Fields)[name] !== undefined);
  if (option !== undefined) return `the option ${option}`;
  if (Number((options as Fields)['maxDepth'] ?? 0) > 0) return 'the option maxDepth';
  if (metrics) return 'a rule or option about stability or folders';
  const rules = [...(ruleSet.forbidden ?? []), ...(ruleSet.allowed ?? []), ...(ruleSet.required ?? [])];
  if (rules.some((rule) => fieldsOf(rule, 'to')['reachable'] !== undefined)) return 'a rule about what can be reached';
  const counts = ['numberOfDependentsLessThan', 'numberOfDependentsMoreThan'];
  if (rules.some((rule) => counts.some((name) => fieldsOf(rule, 'module')[name] !== undefined)))
    return 'a rule about the number of importers';
  if ((ruleSet.allowed ?? []).some(isAboutCycles)) return 'an allowed rule about cycles';
  if (rules.some((rule) => fieldsOf(rule, 'to')['circular'] === false)) return 'a rule about what is on no cycle';
  return null;
};

const isAboutCycles = (rule: object): boolean => fieldsOf(rule, 'to')['circular'] !== undefined;

/** Whether a rule is broken by cycles. Pure. */
export const hasCycleRule = ({ forbidden = [] }: IFlattenedRuleSet): boolean => forbidden.some(isAboutCycles);

/** Whether a rule is about modules that nothing imports and that import nothing. Pure. */
export const hasOrphanRule = ({ forbidden = [], allowed = [] }: IFlattenedRuleSet): boolean =>
  [...forbidden, ...allowed].some((rule) => fieldsOf(rule, 'from')['orphan'] !== undefined);
