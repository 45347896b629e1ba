import type { Difference } from '../difference.ts';
import type { Located } from '../document/located.ts';
import type { Operation, Parameter } from './api.ts';
import { compareContent, describeEncoding } from './compare-content.ts';
import { compareLifecycles } from './compare-lifecycles.ts';
import type { Comparing } from './comparison.ts';
import { writtenParameter } from './written-as-text.ts';
import { stateAddition, stateDifference } from './state-difference.ts';
import { compareValues } from './compare-values.ts';

/** Compares what is sent beside the body: by place and name, path parameters by their position. */
export const compareParameters = (base: Operation, head: Operation, comparing: Comparing): readonly Difference[] => [
  ...[...base.parameters].flatMap(([key, parameter]) => {
    const now = head.parameters.get(key);
    return now === undefined
      ? [removedParameter(parameter, head.at, comparing)]
      : compareParameter(parameter, now, comparing);
  }),
  ...[...head.parameters]
    .filter(([key]) => !base.parameters.has(key))
    .map(([, parameter]) => addedParameter(parameter, base.path, comparing)),
];

const placeOf = (parameter: Parameter): string => `${parameter.in} parameter ${parameter.name}`;

const removedParameter = (parameter: Parameter, head: Located, { sent }: Comparing): Difference => {
  const { name: subject, at: base, lifecycle } = parameter;
  const statement = { subject, where: placeOf(parameter), base, head, impact: 'possible' as const, lifecycle };
  return stateDifference(sent === 'request' ? 'input-removed' : 'response-property-removed', statement);
};

const addedParameter = (parameter: Parameter, path: string, { sent }: Comparing): Difference => {
  const statement = { subject: parameter.name, where: placeOf(parameter), head: parameter.at };
  if (!parameter.isRequired || sent === 'response') return stateAddition(statement);
  // A parameter that the path had a place for was sent before anybody described it.
  const wasSent = parameter.in === 'path' && path.includes(`{${parameter.name}}`);
  return stateDifference('required-input-added', { ...statement, impact: wasSent ? 'possible' : 'certain' });
};

const compareParameter = (base: Parameter, head: Parameter, comparing: Comparing): readonly Difference[] => [
  ...compareRequired(base, head, comparing),
  ...compareEncoding(base, head),
  ...compareLifecycles(base, head, { subject: head.name, where: placeOf(head) }),
  ...compareValue(base, head, comparing),
];

const compareRequired = (base: Parameter, head: Parameter, { sent }: Comparing): readonly Difference[] => {
  const statement = { subject: head.name, where: placeOf(head), base: base.at, head: head.at };
  if (sent === 'request')
    return head.isRequired && !base.isRequired ? [stateDifference('required-input-added', statement)] : [];
  return base.isRequired && !head.isRequired ? [stateDifference('response-property-optional', statement)] : [];
};

const compareEncoding = (base: Parameter, head: Parameter): readonly Difference[] => {
  const [from, to] = [describeParameter(base, head), describeParameter(head, base)];
  if (from === to) return [];
  const statement = { subject: head.name, where: placeOf(head), base: base.at, head: head.at, from, to };
  return [stateDifference('parameter-style-changed', statement)];
};

/** How a value stands in the request; what no value of these types can show is left out. */
const describeParameter = (parameter: Parameter, other: Parameter): string => {
  const { content, encoding } = parameter;
  if (content !== null) return [...content.keys()].join(', ');
  const isPlain = other.content === null && isScalar(parameter.schema) && isScalar(other.schema);
  const { style } = encoding;
  if (!isPlain) return describeEncoding(encoding);
  // Of a single value, `explode` shows only where its name is written before it.
  const written = ['form', 'simple', 'cookie'].includes(style) || style.startsWith('collection') ? 'plain' : style;
  return `style ${written}${encoding.allowReserved ? ', reserved characters allowed' : ''}`;
};

const scalars = ['string', 'number', 'integer', 'boolean'];

const isScalar = (schema: Located | null): boolean => {
  const type = (schema?.node as { readonly type?: unknown } | undefined)?.type;
  return typeof type === 'string' && scalars.includes(type);
};

const compareValue = (base: Parameter, head: Parameter, comparing: Comparing): readonly Difference[] => {
  const { sent: direction } = comparing;
  if (base.content !== null && head.content !== null) {
    const place = { direction, where: placeOf(head), holder: head.at };
    return compareContent([base.content, head.content], place, comparing);
  }
  if (base.content !== null || head.content !== null || (base.schema === null && head.schema === null)) return [];
  const pair = {
    base: base.schema ?? { ...base.at, node: true },
    head: head.schema ?? { ...head.at, node: true },
    direction,
    place: `${placeOf(head)}, `,
    trail: '',
  };
  const isAlwaysSent = base.isRequired && head.isRequired && head.in !== 'path';
  return compareValues(pair, writtenParameter(head.in, head.encoding), comparing).filter(
    ({ kind, where }) => !(isAlwaysSent && kind === 'default-changed' && where === `${placeOf(head)}, schema`),
  );
};
