import type { Difference } from '../difference.ts';
import type { Located } from '../document/located.ts';
import type { Operation, Path } from './api.ts';
import { compareOperations } from './compare-operations.ts';
import { turnedAround } from './comparison.ts';
import type { Comparing } from './comparison.ts';
import { isDraft } from './read-lifecycle.ts';
import { stateAddition, stateDifference } from './state-difference.ts';

/** Compares the methods of one path, webhook or callback. */
export const compareMethods = (base: Path, head: Path, comparing: Comparing): readonly Difference[] => [
  ...[...base.operations].flatMap(([method, operation]): readonly Difference[] => {
    const now = head.operations.get(method);
    const operations = [`${method} ${base.path}`];
    if (now === undefined) return [{ ...removedMethod(operation, head), operations }];
    // What a callback differs in says itself which operation it belongs to.
    const found = [...compareOperations(operation, now, comparing), ...compareCallbacks(operation, now, comparing)];
    return found.map((difference) => {
      const placed = difference.operations.length > 0 ? difference : { ...difference, operations };
      return isDraft(operation.lifecycle) ? withoutPromise(placed) : placed;
    });
  }),
  ...[...head.operations]
    .filter(([method]) => !base.operations.has(method))
    .map(([method, { at }]) => stateAddition({ subject: `${method} ${head.path}`, where: 'paths', head: at })),
];

/** What was published as a draft may change at any time. */
const withoutPromise = (difference: Difference): Difference =>
  difference.impact === 'none' ? difference : { ...difference, impact: 'note' };

const removedMethod = ({ method, path, at, lifecycle }: Operation, head: Path): Difference =>
  stateDifference('method-removed', {
    subject: `${method} ${path}`,
    where: 'paths',
    base: at,
    head: head.at,
    lifecycle,
  });

const compareCallbacks = (base: Operation, head: Operation, comparing: Comparing): readonly Difference[] =>
  comparePathMaps(base.callbacks, head.callbacks, {
    kind: 'callback-removed',
    holder: head.at,
    comparing: turnedAround(comparing),
  });

/** What is compared by name: webhooks, callbacks. */
export type PathMapPlace = {
  readonly kind: 'webhook-removed' | 'callback-removed';
  readonly holder: Located;
  readonly comparing: Comparing;
};

/** Compares webhooks or callbacks by their names: one that is gone no longer tells anybody anything. */
export const comparePathMaps = (
  base: ReadonlyMap<string, Path>,
  head: ReadonlyMap<string, Path>,
  { kind, holder, comparing }: PathMapPlace,
): readonly Difference[] => {
  const where = kind === 'webhook-removed' ? 'webhooks' : 'callbacks';
  return [
    ...[...base].flatMap(([name, path]) => {
      const now = head.get(name);
      return now === undefined
        ? [stateDifference(kind, { subject: name, where, base: path.at, head: holder })]
        : compareMethods(path, now, comparing);
    }),
    ...[...head]
      .filter(([name]) => !base.has(name))
      .map(([name, { at }]) => stateAddition({ subject: name, where, head: at })),
  ];
};
