import type { Difference } from '../difference.ts';
import type { Operation } from './api.ts';
import { compareContent } from './compare-content.ts';
import { compareLifecycles } from './compare-lifecycles.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareResponses } from './compare-responses.ts';
import { compareSecurity } from './compare-security.ts';
import { compareServers } from './compare-servers.ts';
import type { Comparing } from './comparison.ts';
import { stateAddition, stateDifference } from './state-difference.ts';

/** Everything in which an operation differs from what it was, but its callbacks. */
export const compareOperations = (base: Operation, head: Operation, comparing: Comparing): readonly Difference[] => [
  ...compareParameters(base, head, comparing),
  ...compareBodies(base, head, comparing),
  ...compareResponses(base, head, comparing),
  ...compareSecurity(base, head, comparing),
  ...compareServers(base.servers, head.servers, head.at),
  ...compareLifecycles(base, head, { subject: `${base.method} ${base.path}`, where: 'operation' }),
  ...compareNames(base, head),
];

const compareBodies = (base: Operation, head: Operation, comparing: Comparing): readonly Difference[] => {
  const { sent: direction } = comparing;
  const [before, now] = [base.body, head.body];
  const [subject, where] = ['request body', 'request'];
  if (now === null) {
    if (before === null) return [];
    const statement = { subject, where, base: before.at, head: head.at, impact: 'possible' as const };
    return [stateDifference(direction === 'request' ? 'input-removed' : 'response-property-removed', statement)];
  }
  const statement = { subject, where, base: before?.at, head: now.at };
  const isStricter = now.isRequired && before?.isRequired !== true && direction === 'request';
  if (before === null && !isStricter) return [stateAddition({ subject, where, head: now.at })];
  const required = isStricter ? [stateDifference('required-input-added', statement)] : [];
  if (before === null) return required;
  const place = { direction, where: 'request body', holder: now.at };
  return [...required, ...compareContent([before.content, now.content], place, comparing)];
};

/** Generated clients are named after operation ids, documentation is sorted by tags. */
const compareNames = (base: Operation, head: Operation): readonly Difference[] => [
  ...(base.id === null || base.id === head.id
    ? []
    : [
        stateDifference('operation-id-changed', {
          subject: base.id,
          where: 'operation',
          base: base.at,
          head: head.at,
          impact: 'possible',
          from: base.id,
          to: head.id ?? 'none',
        }),
      ]),
  ...base.tags
    .filter((tag) => !head.tags.includes(tag))
    .map((tag) =>
      stateDifference('tag-removed', {
        subject: tag,
        where: 'operation',
        base: base.at,
        head: head.at,
        impact: 'note',
      }),
    ),
];
