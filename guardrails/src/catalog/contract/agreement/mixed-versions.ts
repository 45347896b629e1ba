import { textOf } from '../message.ts';
import type { CollectContext, Finding, FindingData, Json } from '../../../guardrail.ts';
import { createFinding } from '../../../guardrail.ts';
import { isTestPath } from '../../../source/source-paths.ts';
import { collectConsumers, documentBreakKey } from '../collect-consumers.ts';
import type { FoundReliance } from '../collect-consumers.ts';
import { contractLevel } from '../contract-level.ts';
import type { Judgement } from '../contract-level.ts';
import { compareDocuments } from '../openapi/compare-documents.ts';
import type { DocumentPair, LocatedDifference } from '../openapi/compare-documents.ts';

/** Something that head's own callers rely on and that a server of base does not do yet. */
export type MixedVersion = {
  readonly document: string;
  /** How base falls short of head, as a break from head to base would be named. */
  readonly kind: string;
  readonly subject: string;
  readonly where: string;
  readonly operations: readonly string[];
  readonly pointer: string;
  readonly line: number;
  /** Callers at head: `{ file, line, how, owner }`. */
  readonly consumers: readonly Json[];
};

const most = 20;

/**
 * What breaks while both versions run, and the plain comparison does not say: a client of head that meets a server of base.
 * The documents are compared the other way round, and what is missing at base counts where code at head calls or reads it.
 */
export const collectMixedVersions = async (
  context: CollectContext,
  changed: readonly DocumentPair[],
  find: typeof collectConsumers = collectConsumers,
): Promise<readonly MixedVersion[]> => {
  const pairs = changed.filter(({ base, head }) => base !== null && head !== null);
  const lacking = pairs.flatMap((pair) => lackingAtBase(pair).map((difference) => ({ pair, difference })));
  if (lacking.length === 0) return [];
  // Clients and their users are those of head: that is who meets the old server.
  const reliance = await find({ ...context, base: context.head }, { changed: pairs.map(turnedAround) });
  return lacking.flatMap(({ pair, difference }) => mixedVersion(pair, difference, reliance)).slice(0, most);
};

/** Base and head exchanged; the same for the same pair, so that it is compared once. */
const turnedAround = (pair: DocumentPair): DocumentPair => {
  const known = turned.get(pair);
  if (known !== undefined) return known;
  const { path, base, head, beside } = pair;
  const fresh: DocumentPair = {
    path,
    base: head,
    head: base,
    ...(beside === undefined ? {} : { beside: { both: beside.both, base: beside.head, head: beside.base } }),
  };
  turned.set(pair, fresh);
  return fresh;
};

const turned = new WeakMap<DocumentPair, DocumentPair>();

const lackingAtBase = (pair: DocumentPair): readonly LocatedDifference[] => {
  const [plain, back] = [compareDocuments(pair), compareDocuments(turnedAround(pair))];
  if (plain.state !== 'compared' || back.state !== 'compared') return [];
  const told = new Set(
    plain.differences.filter(isBreak).flatMap(({ basePointer, headPointer }) => [basePointer, headPointer]),
  );
  return back.differences.filter(
    (difference) => isBreak(difference) && !told.has(difference.basePointer ?? difference.headPointer),
  );
};

const isBreak = ({ impact }: LocatedDifference): boolean => impact === 'certain' || impact === 'possible';

const mixedVersion = (
  { path }: DocumentPair,
  difference: LocatedDifference,
  reliance: FoundReliance | null,
): readonly MixedVersion[] => {
  const { kind, subject, where, operations, basePointer, headPointer } = difference;
  const found = reliance?.places[documentBreakKey(path, difference)] ?? [];
  const consumers = found.filter(isCaller);
  if (consumers.length === 0) return [];
  const pointer = basePointer ?? headPointer;
  const common = { document: path, kind, subject, where, operations: operations.slice(0, 5) };
  return [{ ...common, pointer, line: difference.line, consumers: consumers.slice(0, 10) }];
};

/** A mention of a path is no call, and a test meets the server of its own version. */
const isCaller = (place: Json): boolean => {
  if (typeof place !== 'object' || place === null || Array.isArray(place)) return false;
  const { how, file } = place as { readonly [key: string]: Json };
  return how !== 'path' && typeof file === 'string' && !isTestPath(file);
};

/** The findings on clients of head that a server of base would fail. Pure. */
export const mixedVersionFindings = (found: readonly MixedVersion[], judgement: Judgement): readonly Finding[] =>
  found.map(({ document, kind, subject, where, operations, pointer, consumers }) =>
    createFinding({
      code: 'contract/mixed-versions',
      level: contractLevel({ grade: 'possible', atMost: 'warning' }, { ...judgement, terms: null }),
      ...placeOf(consumers),
      data: {
        document,
        kind,
        subject,
        where,
        operations,
        operationCount: operations.length,
        pointer,
        consumers,
        semver: 'minor',
      },
      identity: [document, kind, pointer, subject],
    }),
  );

const placeOf = ([first]: readonly Json[]): { readonly file?: string; readonly line?: number } => {
  const { file, line } = (first ?? {}) as { readonly [key: string]: Json };
  return { ...(typeof file === 'string' ? { file } : {}), ...(typeof line === 'number' ? { line } : {}) };
};

const shortfalls: { readonly [kind: string]: string } = {
  'path-removed': 'does not know it yet and answers 404',
  'method-removed': 'does not know it yet and answers 405',
  'input-removed': 'does not know this input yet: it refuses or ignores it',
  'response-property-removed': 'does not send it yet',
  'response-property-optional': 'does not always send it yet',
  'required-input-added': 'still demands it',
  'type-narrowed': 'still refuses what only head allows',
  'request-enum-value-removed': 'does not know this value yet and refuses it',
  'media-type-removed': 'does not speak this media type yet',
  'response-status-removed': 'does not give this answer yet',
};

/** Code → text from data. */
export const mixedVersionMessages: { readonly [code: string]: (data: FindingData) => string } = {
  'contract/mixed-versions': ({ document, kind, subject, where, operations, consumers }) => {
    const [first] = Array.isArray(operations) ? (operations as readonly Json[]) : [];
    const shortfall = shortfalls[textOf(kind)] ?? 'still keeps to the old contract';
    return (
      `${textOf(subject)} (${textOf(where)})${first === undefined ? '' : ` of ${textOf(first)}`}: a server of base ${shortfall}, and ${callersText(consumers)} ` +
      `of this change relies on what ${textOf(document)} says at head. While a deploy rolls out both versions run, so new clients meet old servers. ` +
      'Deploy the server everywhere first and its clients after it, or let the client cope with the old answer.'
    );
  },
};

const callersText = (consumers: Json | undefined): string => {
  const list = Array.isArray(consumers) ? (consumers as readonly { readonly [key: string]: Json }[]) : [];
  const [first] = list;
  const more = list.length - 1;
  const at = first === undefined ? 'code' : `\`${textOf(first['file'])}:${textOf(first['line'])}\``;
  return more > 0 ? `${at} (and ${more} more)` : at;
};
