import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import type { Event } from 'js-yaml';
import { maximumDepth } from './reading-limits.ts';

/** Where an element stands in a YAML text: the offset to show, and its place among the events. */
export type YamlPosition = { readonly offset: number; readonly index: number };

/** Positions in a YAML text. */
export type YamlPositions = {
  readonly root: YamlPosition;
  /** The member of an object or list by name or index, aliases and `<<` followed; null where there is none. */
  readonly member: (of: YamlPosition, name: string) => YamlPosition | null;
};

/**
 * Reads positions from the events of the YAML parser: several times faster on a large document than a tree of nodes with
 * ranges. Null where the text is no YAML.
 */
export const readYamlPositions = (text: string): YamlPositions | null => {
  const events = eventsOf(text);
  const first = events?.findIndex(({ type }) => type !== EVENT_ID.DOCUMENT) ?? -1;
  if (events === null || first === -1) return null;
  const ends = endsOf(events);
  const reader = { text, events, ends, anchors: anchorsOf(text, events) };
  const known = new Map<number, ReadonlyMap<string, YamlPosition>>();
  const membersOf = (index: number): ReadonlyMap<string, YamlPosition> => {
    const members = known.get(index) ?? readMembers(reader, index);
    known.set(index, members);
    return members;
  };
  const member = (of: YamlPosition, name: string, hops = 0): YamlPosition | null => {
    const members = membersOf(targetOf(reader, of.index));
    const own = members.get(name);
    if (own !== undefined) return own;
    const merged = members.get('<<');
    if (merged === undefined || hops > maximumHops) return null;
    const sources = events[targetOf(reader, merged.index)]?.type === EVENT_ID.SEQUENCE;
    const all = sources ? [...membersOf(targetOf(reader, merged.index)).values()] : [merged];
    return all.map((source) => member(source, name, hops + 1)).find((found) => found !== null) ?? null;
  };
  return { root: { offset: Math.max(0, offsetOf(events[first])), index: first }, member };
};

const maximumHops = 32;

type Reader = {
  readonly text: string;
  readonly events: readonly Event[];
  /** Index of an event → index behind all that belongs to it. */
  readonly ends: Int32Array;
  readonly anchors: ReadonlyMap<string, readonly number[]>;
};

const eventsOf = (text: string): readonly Event[] | null => {
  try {
    return parseEvents(text, { maxDepth: maximumDepth });
  } catch {
    return null;
  }
};

const endsOf = (events: readonly Event[]): Int32Array => {
  const ends = new Int32Array(events.length);
  const open: number[] = [];
  for (const [index, { type }] of events.entries()) {
    ends[index] = index + 1;
    if (type === EVENT_ID.POP) ends[open.pop() ?? index] = index + 1;
    else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) open.push(index);
  }
  return ends;
};

/** Name → indices of the events that bear it, in order: a name may be given anew. */
const anchorsOf = (text: string, events: readonly Event[]): Reader['anchors'] => {
  const anchors = new Map<string, number[]>();
  for (const [index, event] of events.entries()) {
    if (event.type === EVENT_ID.ALIAS || !('anchorStart' in event) || event.anchorStart < 0) continue;
    const name = text.slice(event.anchorStart, event.anchorEnd);
    anchors.set(name, [...(anchors.get(name) ?? []), index]);
  }
  return anchors;
};

/** What an alias stands for: the nearest element before it that bears its name. */
const targetOf = ({ text, events, anchors }: Reader, index: number): number => {
  const event = events[index];
  if (event?.type !== EVENT_ID.ALIAS) return index;
  const named = anchors.get(text.slice(event.anchorStart, event.anchorEnd)) ?? [];
  return named.findLast((at) => at < index) ?? index;
};

const readMembers = ({ text, events, ends }: Reader, index: number): ReadonlyMap<string, YamlPosition> => {
  const members = new Map<string, YamlPosition>();
  const container = events[index];
  const isList = container?.type === EVENT_ID.SEQUENCE;
  if (!isList && container?.type !== EVENT_ID.MAPPING) return members;
  let at = index + 1;
  for (let count = 0; events[at] !== undefined && events[at]?.type !== EVENT_ID.POP; count += 1) {
    const key = events[at];
    const value = isList ? at : (ends[at] ?? at + 1);
    const name = isList ? String(count) : key?.type === EVENT_ID.SCALAR ? getScalarValue(text, key) : null;
    // An empty element stands nowhere; it is shown where its container begins.
    const offset = offsetOf(key);
    if (name !== null) members.set(name, { offset: offset < 0 ? offsetOf(container) : offset, index: value });
    at = ends[value] ?? value + 1;
  }
  return members;
};

const offsetOf = (event: Event | undefined): number => {
  if (event === undefined) return -1;
  if ('start' in event) return event.start;
  if ('valueStart' in event) return event.valueStart;
  return 'anchorStart' in event ? event.anchorStart : -1;
};
