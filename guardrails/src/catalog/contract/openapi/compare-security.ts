import type { Difference } from '../difference.ts';
import type { Api, Operation, Requirement } from './api.ts';
import type { Comparing } from './comparison.ts';
import { stateAddition, stateDifference } from './state-difference.ts';

/**
 * Whether everybody who was let in still is: each way in of base must satisfy one of head. Schemes are compared by what
 * a caller has to show, not by their names. Pure.
 */
export const compareSecurity = (base: Operation, head: Operation, comparing: Comparing): readonly Difference[] => {
  const [before, now] = [waysIn(base, comparing.base), waysIn(head, comparing.head)];
  const shutOut = before.filter((way) => !now.some((other) => isSatisfied(other, way)));
  const opened = now.filter((way) => !before.some((other) => isSatisfied(other, way)));
  const where = 'security';
  return [
    ...shutOut.map((way) =>
      stateDifference('security-tightened', {
        subject: describeWay(way),
        where,
        base: base.at,
        head: head.at,
        from: describeWays(before),
        to: describeWays(now),
      }),
    ),
    ...(shutOut.length > 0 ? [] : opened).map((way) =>
      stateAddition({ subject: `access with ${describeWay(way)}`, where, head: head.at }),
    ),
  ];
};

/** Identity of a scheme → scopes. */
type Way = ReadonlyMap<string, ReadonlySet<string>>;

const waysIn = ({ security }: Operation, { schemes }: Api): readonly Way[] =>
  security.map((requirement: Requirement) => {
    const way = new Map<string, ReadonlySet<string>>();
    for (const [name, scopes] of requirement) way.set(schemes.get(name)?.identity || `scheme ${name}`, new Set(scopes));
    return way;
  });

/** Whether who shows all of `shown` shows all that `asked` asks for. */
const isSatisfied = (asked: Way, shown: Way): boolean =>
  [...asked].every(([scheme, scopes]) => {
    const own = shown.get(scheme);
    return own !== undefined && [...scopes].every((scope) => own.has(scope));
  });

const describeWay = (way: Way): string =>
  way.size === 0
    ? 'no credentials'
    : [...way]
        .map(([scheme, scopes]) => (scopes.size === 0 ? scheme : `${scheme} (${[...scopes].join(', ')})`))
        .join(' and ');

const describeWays = (ways: readonly Way[]): string => ways.map(describeWay).join(' or ');

/** What changed in the schemes themselves: addresses and scopes that callers have written down. Pure. */
export const compareSchemes = ({ schemes: base }: Api, { schemes: head, start }: Api): readonly Difference[] =>
  [...base].flatMap(([name, scheme]) => {
    const now = head.get(name) ?? [...head.values()].find(({ identity }) => identity === scheme.identity);
    const where = `security scheme ${name}`;
    // Whom a lost scheme shuts out is said at the operations.
    if (now === undefined)
      return [
        stateDifference('security-scheme-changed', {
          subject: name,
          where,
          base: scheme.at,
          head: start,
          impact: 'note',
          from: scheme.identity,
          to: 'none',
        }),
      ];
    const statement = { subject: name, where, base: scheme.at, head: now.at, impact: 'possible' as const };
    if (scheme.identity !== now.identity)
      return [stateDifference('security-scheme-changed', { ...statement, from: scheme.identity, to: now.identity })];
    return [...scheme.details].flatMap(([key, value]) => {
      const other = now.details.get(key);
      if (other === value) return [];
      const [from, to] = [value === '' ? key : value, other ?? 'none'];
      return [stateDifference('security-scheme-changed', { ...statement, subject: `${name}: ${key}`, from, to })];
    });
  });
