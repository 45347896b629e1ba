import { isRecord, member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-document.ts';
import type { Located } from '../document/resolve-reference.ts';
import { canonicalText } from './json-value.ts';
import { mergeArrays } from './merge-arrays.ts';
import { mergeObjects } from './merge-objects.ts';
import { mergeValues } from './merge-values.ts';
import { childrenOf, valuesAt } from './part.ts';
import type { Collected, Part } from './part.ts';
import type { Conditional, Discriminator, Parts, Schema, SchemaDialect } from './schema.ts';

/** Where the schema was met, and how it is written. */
export type MergeContext = { readonly at: Located | undefined; readonly dialect: SchemaDialect };

/** Merges schemas that all have to hold into one normal form. Pure; reads nothing below the next level. */
export const mergeParts = (collected: Collected, context: MergeContext): Schema => {
  const { parts, isNever, isKnown } = collected;
  const first = parts[0] ?? context.at;
  const defaults = valuesAt(parts, 'default');
  return {
    pointer: first?.pointer ?? '',
    file: (first as { readonly file?: string } | undefined)?.file,
    isKnown,
    ...mergeValues(collected),
    ...mergeObjects(parts),
    ...mergeArrays(parts, context.dialect),
    nots: childrenOf(parts, 'not').map((part) => [part]),
    conditionals: parts.flatMap(conditionalOf),
    choices: isNever ? [] : parts.flatMap(({ choices }) => choices),
    parts,
    core: coreOf(collected),
    discriminator: discriminatorOf(parts),
    access: isTrue(parts, 'readOnly') ? 'readOnly' : isTrue(parts, 'writeOnly') ? 'writeOnly' : null,
    defaultValue: defaults[0] === undefined ? null : canonicalText(defaults[0]),
  };
};

const isTrue = (parts: readonly Part[], word: string): boolean => parts.some(({ node }) => member(node, word) === true);

const conditionalOf = (part: Part): readonly Conditional[] => {
  const at = (word: string) => childrenOf([part], word);
  const conditional = { if: at('if'), then: at('then'), else: at('else') };
  const says = conditional.if.length > 0 && conditional.then.length + conditional.else.length > 0;
  return says ? [conditional] : [];
};

const discriminatorOf = (parts: readonly Part[]): Discriminator | null => {
  const stated = valuesAt(parts, 'discriminator')[0];
  // Swagger 2.0 names the property alone.
  if (typeof stated === 'string') return { propertyName: stated, mapping: new Map() };
  const propertyName = member(stated, 'propertyName');
  if (typeof propertyName !== 'string') return null;
  const mapping = member(stated, 'mapping');
  const entries = isRecord(mapping) ? Object.entries(mapping) : [];
  return {
    propertyName,
    mapping: new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
};

/** The parts without their choices. References and `allOf` go as well: what they lead to is among the parts. */
const coreOf = ({ parts, isNever, isNullable }: Collected): Parts => [
  ...parts.map((part) => ({ ...part, node: stripped(part.node, isNullable) })),
  ...(isNever ? [{ node: false, pointer: parts[0]?.pointer ?? '' }] : []),
];

const stripped = (node: Record<string, Node>, isNullable: boolean): Record<string, Node> => {
  const memory = isNullable ? strippedNullable : strippedPlain;
  const known = memory.get(node);
  if (known !== undefined) return known;
  const kept = Object.entries(node).filter(([key]) => !['oneOf', 'anyOf', 'allOf', '$ref'].includes(key));
  const core = Object.fromEntries(isNullable ? [...kept, ['nullable', true]] : kept);
  memory.set(node, core);
  return core;
};

const strippedPlain = new WeakMap<object, Record<string, Node>>();
const strippedNullable = new WeakMap<object, Record<string, Node>>();
