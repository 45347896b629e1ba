import type { Difference } from '../difference.ts';
import type { DocumentSet } from '../document/document-set.ts';
import { createSchemaReaders } from '../schema/compare-schemas.ts';
import { createSchemaReader } from '../schema/read-schema.ts';
import type { Api, Path } from './api.ts';
import { compareMethods, comparePathMaps } from './compare-methods.ts';
import { hasLifecycleChange } from './compare-property-lifecycles.ts';
import { compareSchemes } from './compare-security.ts';
import { compareServers } from './compare-servers.ts';
import { turnedAround } from './comparison.ts';
import type { Comparing } from './comparison.ts';
import { pairPaths } from './pair-paths.ts';
import { proveDifferences } from './prove-differences.ts';
import { readApi } from './read-api.ts';
import type { Lifecycle } from './read-lifecycle.ts';
import { sunsetDay } from './read-lifecycle.ts';
import { stateAddition, stateDifference } from './state-difference.ts';

/** Everything in which what head promises differs from what base promised, in the order of the documents. Pure. */
export const compareApis = (baseSet: DocumentSet, headSet: DocumentSet): readonly Difference[] => {
  const [base, head] = [readApi(baseSet), readApi(headSet)];
  const comparing = createComparing({ base, head, baseSet, headSet });
  const { kept, removed, added } = pairPaths(base, head);
  const isServerMove = kept.some(([one, other]) => one.path !== other.path);
  const found = [
    ...removed.map((path) => pathRemoved(path, head)),
    ...kept.flatMap(([path, now]) => compareMethods(path, now, comparing)),
    ...added.map((path) => stateAddition({ subject: path.path, where: 'paths', head: path.at })),
    ...comparePathMaps(base.webhooks, head.webhooks, {
      kind: 'webhook-removed',
      holder: head.start,
      comparing: turnedAround(comparing),
    }),
    ...(isServerMove ? [] : compareServers(base.servers, head.servers, head.start)),
    ...compareSchemes(base, head),
    ...removedSchemas(base, head),
  ];
  return proveDifferences(found, comparing.readers);
};

type Sides = {
  readonly base: Api;
  readonly head: Api;
  readonly baseSet: DocumentSet;
  readonly headSet: DocumentSet;
};

const createComparing = ({ base, head, baseSet, headSet }: Sides): Comparing => ({
  base,
  head,
  readers: createSchemaReaders(
    createSchemaReader(baseSet.resolve, baseSet.dialect),
    createSchemaReader(headSet.resolve, headSet.dialect),
  ),
  hasLifecycleChange: hasLifecycleChange(baseSet, headSet),
  sent: 'request',
  answered: 'response',
});

const pathRemoved = (path: Path, head: Api): Difference => ({
  ...stateDifference('path-removed', {
    subject: path.path,
    where: 'paths',
    base: path.at,
    head: { ...head.start, pointer: '/paths' },
    lifecycle: lifecycleOf(path),
  }),
  operations: [...path.operations.keys()].map((method) => `${method} ${path.path}`),
});

/** A path stays as long as its most lasting operation. */
const lifecycleOf = ({ operations }: Path): Lifecycle => {
  const all = [...operations.values()].map(({ lifecycle }) => lifecycle);
  const sunsets = all.flatMap(({ sunset }) => (sunset === null ? [] : [sunset]));
  const latest = sunsets
    .toSorted((one, other) => ((sunsetDay(one) ?? '9') < (sunsetDay(other) ?? '9') ? -1 : 1))
    .at(-1);
  const stabilities = new Set(all.map(({ stability }) => stability));
  return {
    isDeprecated: all.length > 0 && all.every(({ isDeprecated }) => isDeprecated),
    sunset: latest ?? null,
    stability: stabilities.size === 1 ? ([...stabilities][0] ?? null) : null,
  };
};

/** Generated types are named after shared schemas. */
const removedSchemas = (base: Api, head: Api): readonly Difference[] =>
  [...base.schemas]
    .filter(([name]) => !head.schemas.has(name))
    .map(([name, at]) =>
      stateDifference('component-removed', {
        subject: name,
        where: 'components',
        base: at,
        head: head.start,
        impact: 'note',
      }),
    );
