import type { CollectContext, Json } from '../../guardrail.ts';
import type { BreakSite } from './consumers/break-site.ts';
import { openApiSite } from './consumers/openapi-site.ts';
import { differenceKey } from './difference.ts';
import { parseText } from './document/parse-text.ts';
import { compareDocuments } from './openapi/compare-documents.ts';
import type { DocumentPair, LocatedDifference } from './openapi/compare-documents.ts';
import type { ApiDifference } from './typescript/api-difference.ts';
import type { TypeScriptApi } from './typescript/collect-typescript-api.ts';

/** Who in the repository relies on what broke: break → places. */
export type FoundReliance = {
  readonly places: Readonly<Record<string, readonly Json[]>>;
  /** Why this may not be all; null where it is. */
  readonly incomplete: string | null;
};

/** What broke, as far as it is known before anything is judged. */
export type Broken = { readonly changed: readonly DocumentPair[]; readonly typescript?: TypeScriptApi | undefined };

/** Names a break of a document in {@link FoundReliance}. */
export const documentBreakKey = (document: string, difference: LocatedDifference): string =>
  `${document} ${differenceKey(difference)}`;

/** Names a break of exported types in {@link FoundReliance}. */
export const typeBreakKey = ({ entry, kind, trail, subject, from, to }: ApiDifference): string =>
  `${entry} ${JSON.stringify([kind, trail, subject, from, to])}`;

/** With more breaks than these nobody reads who relies on each. */
const mostBreaks = 100;

/** Looks for those who rely on what broke; null where nothing did, which costs nothing. */
export const collectConsumers = async (context: CollectContext, broken: Broken): Promise<FoundReliance | null> => {
  const all = [...broken.changed.flatMap(documentSites), ...typeSites(broken.typescript)];
  const sites = all.slice(0, mostBreaks);
  if (sites.length === 0) return null;
  const { findConsumers } = await import('./consumers/find-consumers.ts');
  const { consumers, incomplete } = await findConsumers({ ...context, breaks: sites.map(({ site }) => site) });
  const places = sites.map(({ key }, index) => [key, (consumers[index] ?? []) as unknown as readonly Json[]] as const);
  const cut = all.length > mostBreaks ? `only the first ${mostBreaks} of ${all.length} breaks were looked for` : null;
  return { places: Object.fromEntries(places), incomplete: incomplete ?? cut };
};

type Site = { readonly key: string; readonly site: BreakSite };

const documentSites = (pair: DocumentPair): readonly Site[] => {
  const comparison = compareDocuments(pair);
  if (comparison.state !== 'compared') return [];
  const breaks = comparison.differences.filter(({ impact }) => impact === 'certain' || impact === 'possible');
  if (breaks.length === 0) return [];
  const documents = { path: pair.path, base: valueOf(pair.base), head: valueOf(pair.head) };
  return breaks.map((difference) => ({
    key: documentBreakKey(pair.path, difference),
    site: openApiSite(difference, documents),
  }));
};

const valueOf = (text: string | null): unknown => {
  const parsed = parseText(text ?? '');
  return 'reason' in parsed ? null : parsed.value;
};

const typeSites = (typescript: TypeScriptApi | undefined): readonly Site[] =>
  (typescript?.comparison.differences ?? []).map((difference) => ({
    key: typeBreakKey(difference),
    site: {
      contract: 'typescript',
      entry: difference.entry,
      symbols: difference.symbols,
      subject: difference.subject,
    },
  }));
