import type { Difference } from '../difference.ts';
import type { Operation, Parameter, Response } from './api.ts';
import { compareContent } from './compare-content.ts';
import type { Comparing } from './comparison.ts';
import { stateAddition, stateDifference } from './state-difference.ts';
import { compareValues } from './compare-values.ts';

type Responses = Operation['responses'];

/** Compares the answers of an operation: statuses with their ranges, bodies, headers, links. */
export const compareResponses = (base: Operation, head: Operation, comparing: Comparing): readonly Difference[] => [
  ...[...base.responses].flatMap(([status, response]) => compareStatus([status, response], [base, head], comparing)),
  ...[...head.responses]
    .filter(([status]) => counterparts(base.responses, status).length === 0)
    .map(([status, { at }]) => stateAddition({ subject: `status ${status}`, where: 'responses', head: at })),
  ...[...head.responses].flatMap(([status, response]) => {
    const before = base.responses.has(status) ? undefined : base.responses.get(rangeOf(status));
    return before === undefined ? [] : compareResponse(before, response, { status, comparing });
  }),
];

const compareStatus = (
  [status, response]: readonly [string, Response],
  [base, head]: readonly [Operation, Operation],
  comparing: Comparing,
): readonly Difference[] => {
  const direct = counterparts(head.responses, status);
  const compare = (now: readonly Response[]) =>
    now.flatMap((each) => compareResponse(response, each, { status, comparing }));
  if (direct.length > 0) return compare(direct);
  const otherwise = head.responses.get('default');
  if (otherwise === undefined || base.responses.has('default')) return [removedStatus(status, response, head)];
  // It may still come, as what the default describes.
  const removed = removedStatus(status, response, head);
  return [
    ...(removed.impact === 'certain' ? [{ ...removed, impact: 'possible' as const }] : []),
    ...compare([otherwise]),
  ];
};

const rangeOf = (status: string): string => `${status.slice(0, 1)}XX`;

/** By what the other side describes answers of this status: itself, its range, or all of its range. */
const counterparts = (responses: Responses, status: string): readonly Response[] => {
  const direct = responses.get(status) ?? responses.get(rangeOf(status));
  if (direct !== undefined) return [direct];
  if (!status.endsWith('XX')) return [];
  return [...responses]
    .filter(([other]) => other.length === 3 && other.startsWith(status.slice(0, 1)))
    .map(([, response]) => response);
};

/** A failure that no longer comes is one thing less to handle. */
const removedStatus = (status: string, { at }: Response, head: Operation): Difference =>
  stateDifference('response-status-removed', {
    subject: status,
    where: 'responses',
    base: at,
    head: head.at,
    impact: status.startsWith('2') ? 'certain' : 'note',
  });

type Place = { readonly status: string; readonly comparing: Comparing };

const compareResponse = (base: Response, head: Response, { status, comparing }: Place): readonly Difference[] => {
  const where = `response ${status}`;
  const place = { direction: comparing.answered, where, holder: head.at };
  return [
    ...compareContent([base.content, head.content], place, comparing),
    ...compareHeaders(base, head, { status, comparing }),
    ...[...base.links]
      .filter(([name]) => !head.links.has(name))
      .map(([name, at]) =>
        stateDifference('link-removed', { subject: name, where, base: at, head: head.at, impact: 'note' }),
      ),
  ];
};

const compareHeaders = (base: Response, head: Response, { status, comparing }: Place): readonly Difference[] => [
  ...[...base.headers].flatMap(([key, header]) => {
    const now = head.headers.get(key);
    const where = `response ${status}, header ${header.name}`;
    const impact = header.isRequired ? ('certain' as const) : ('possible' as const);
    return now === undefined
      ? [
          stateDifference('response-header-removed', {
            subject: header.name,
            where,
            base: header.at,
            head: head.at,
            impact,
          }),
        ]
      : compareHeader(header, now, { where, comparing });
  }),
  ...[...head.headers]
    .filter(([key]) => !base.headers.has(key))
    .map(([, { name, at }]) => stateAddition({ subject: `header ${name}`, where: `response ${status}`, head: at })),
];

type HeaderPlace = { readonly where: string; readonly comparing: Comparing };

const compareHeader = (base: Parameter, head: Parameter, { where, comparing }: HeaderPlace): readonly Difference[] => {
  const { answered: direction } = comparing;
  const statement = { subject: base.name, where, base: base.at, head: head.at };
  const becameOptional =
    base.isRequired && !head.isRequired ? [stateDifference('response-header-optional', statement)] : [];
  if (base.schema === null || head.schema === null) return becameOptional;
  const pair = { base: base.schema, head: head.schema, direction, place: `${where}, `, trail: '' };
  const values = compareValues(pair, 'text', comparing);
  return [...becameOptional, ...values];
};
