import type { Difference, Direction } from '../difference.ts';
import type { Located } from '../document/located.ts';
import type { Content, Encoding, Media } from './api.ts';
import type { Comparing } from './comparison.ts';
import { coversMediaType, findMediaType, parseMediaType } from './media-type.ts';
import { writtenBody } from './written-as-text.ts';
import { stateAddition, stateDifference } from './state-difference.ts';
import { compareValues } from './compare-values.ts';

/** Where a body stands and which way it goes. */
export type BodyPlace = {
  readonly direction: Direction;
  /** `response 200`, `request body`. */
  readonly where: string;
  /** What holds the content at head. */
  readonly holder: Located;
};

/** Compares the media types of a body and what each of them may hold. Pure but for what `readers` remember. */
export const compareContent = (
  [base, head]: readonly [Content, Content],
  place: BodyPlace,
  comparing: Comparing,
): readonly Difference[] => {
  const kept = [...base].flatMap(([type, media]): readonly Difference[] => {
    const now = findMediaType(head, type);
    if (now !== null) return compareMedia([media, now[1]], { ...place, from: type, to: now[0] }, comparing);
    return withoutCounterpart([type, media], head, place);
  });
  const added = [...head].filter(([type]) => findMediaType(base, type) === null && !isWiderForm(base, type));
  return [...kept, ...added.map(([type, { at }]) => stateAddition({ subject: type, where: place.where, head: at }))];
};

const isWiderForm = (base: Content, type: string): boolean =>
  [...base.keys()].some((key) => coversMediaType(parseMediaType(type), parseMediaType(key)));

/** A format that head no longer names; an answer may also have become a narrower one. */
const withoutCounterpart = (
  [type, { at }]: readonly [string, Media],
  head: Content,
  { direction, where, holder }: BodyPlace,
): readonly Difference[] => {
  const narrower = [...head.keys()].filter((key) => coversMediaType(parseMediaType(type), parseMediaType(key)));
  if (direction === 'response' && narrower.length > 0) return [];
  return [stateDifference('media-type-removed', { subject: type, where, base: at, head: holder })];
};

/** The names of the media type at base and at head. */
type MediaPlace = BodyPlace & { readonly from: string; readonly to: string };

const compareMedia = (
  [base, head]: readonly [Media, Media],
  place: MediaPlace,
  comparing: Comparing,
): readonly Difference[] => [
  ...compareRange([base, head], place),
  ...compareBody([bodyOf(base, base.schema), bodyOf(head, head.schema)], place, comparing),
  ...compareBody(
    [bodyOf(base, base.itemSchema), bodyOf(head, head.itemSchema)],
    { ...place, where: `${place.where}, item` },
    comparing,
  ),
  ...compareEncodings([base, head], place),
];

/** An answer in one format that may now be in any of a range is one that callers did not ask for. */
const compareRange = (
  [base, head]: readonly [Media, Media],
  { direction, where, from, to }: MediaPlace,
): readonly Difference[] => {
  const [before, now] = [parseMediaType(from), parseMediaType(to)];
  const isWider = coversMediaType(now, before) && !coversMediaType(before, now);
  if (direction !== 'response' || !isWider) return [];
  return [stateDifference('media-type-widened', { subject: from, where, base: base.at, head: head.at, from, to })];
};

type BodyOf = { readonly schema: Located | null; readonly any: Located };

const bodyOf = ({ at }: Media, schema: Located | null): BodyOf => ({ schema, any: { ...at, node: true } });

const compareBody = (
  [base, head]: readonly [BodyOf, BodyOf],
  { direction, where, to }: MediaPlace,
  comparing: Comparing,
): readonly Difference[] => {
  if (base.schema === null && head.schema === null) return [];
  const pair = {
    base: base.schema ?? base.any,
    head: head.schema ?? head.any,
    direction,
    place: `${where}, `,
    trail: '',
  };
  return compareValues(pair, writtenBody(to), comparing);
};

const compareEncodings = ([base, head]: readonly [Media, Media], { where }: MediaPlace): readonly Difference[] =>
  [...base.encoding].flatMap(([field, encoding]) => {
    const now = head.encoding.get(field);
    const [from, to] = [describe(encoding), now === undefined ? null : describe(now)];
    if (to === null || from === to) return [];
    return [stateDifference('encoding-changed', { subject: field, where, base: base.at, head: head.at, from, to })];
  });

/** `style form, exploded, reserved characters allowed, text/plain`. Pure. */
export const describeEncoding = ({ style, explode, allowReserved }: Encoding): string =>
  `style ${style}, ${explode ? 'exploded' : 'not exploded'}${allowReserved ? ', reserved characters allowed' : ''}`;

const describe = (encoding: Encoding): string =>
  encoding.contentType === null ? describeEncoding(encoding) : encoding.contentType;
