import { compareTypeScriptApi } from '../../../../guardrails/src/catalog/contract/typescript/compare-typescript-api.ts';
import { compileConsumer } from '../../../../guardrails/src/catalog/contract/typescript/compile-consumer.builder.ts';
import type { ApiPair } from '../../../../guardrails/src/catalog/contract/typescript/pairs/api-pair.ts';
import { classPairs } from '../../../../guardrails/src/catalog/contract/typescript/pairs/classes.pairs.ts';
import { exportPairs } from '../../../../guardrails/src/catalog/contract/typescript/pairs/exports.pairs.ts';
import { functionPairs } from '../../../../guardrails/src/catalog/contract/typescript/pairs/functions.pairs.ts';
import { memberPairs } from '../../../../guardrails/src/catalog/contract/typescript/pairs/members.pairs.ts';
import { wilson } from '../../commits/wilson.ts';
import { withExtractor } from './ask-extractor.ts';

const pairs = [...exportPairs, ...functionPairs, ...memberPairs, ...classPairs];

/** What one tool said of the pairs, in their order: whether something breaks, and the milliseconds that it took. */
export type ToolAnswers = {
  readonly tool: string;
  readonly flagged: readonly boolean[];
  readonly milliseconds: number;
};

/**
 * Measures hand-made pairs whose labels the compiler confirms, beside what npm has: api-extractor's report of an API, which says that
 * something is another, not whether it breaks. Prints, and answers whether every verdict of ours is right.
 */
export const benchTypeScript = async ({ peers = true }: { readonly peers?: boolean } = {}): Promise<boolean> => {
  const unconfirmed = pairs.filter(({ base, head, breaks, consumer }) => {
    const fails = compileConsumer(head, consumer).length > 0;
    return compileConsumer(base, consumer).length > 0 || fails !== (breaks !== null);
  });
  const ours = await askOurs();
  const others = peers ? [await withExtractor(pairs)] : [];
  process.stdout.write(
    [
      `${String(pairs.length)} pairs, ${String(pairs.filter(({ breaks }) => breaks !== null).length)} break; the compiler confirms all but ${String(unconfirmed.length)} labels`,
      ...[ours.answers, ...others].map(formatAnswers),
      `breaks with the labelled code ${String(ours.coded)}, proven by a compiled consumer ${String(ours.proven)}`,
      '',
    ].join('\n'),
  );
  return (
    unconfirmed.length === 0 && pairs.every(({ breaks }, index) => ours.answers.flagged[index] === (breaks !== null))
  );
};

const askOurs = async () => {
  const start = performance.now();
  const flagged: boolean[] = [];
  let [coded, proven] = [0, 0];
  for (const { base, head, breaks } of pairs) {
    const { differences } = await compareTypeScriptApi({
      ...{ base: { 'index.ts': base }, head: { 'index.ts': head }, entry: 'index.ts' },
    });
    flagged.push(differences.length > 0);
    if (differences.some(({ kind }) => kind === breaks)) coded++;
    if (breaks !== null && differences.some(({ grade }) => grade === 'proven')) proven++;
  }
  return { answers: { tool: 'interlock', flagged, milliseconds: performance.now() - start }, coded, proven };
};

const formatAnswers = ({ tool, flagged, milliseconds }: ToolAnswers): string => {
  const count = (isWanted: (pair: ApiPair) => boolean): readonly [hits: number, total: number] => {
    const wanted = pairs.flatMap((pair, index) => (isWanted(pair) ? [index] : []));
    return [wanted.filter((index) => flagged[index]).length, wanted.length];
  };
  const words = ([hits, total]: readonly [number, number]): string => {
    const { low, high } = wilson(hits, total);
    return `${String(hits)} of ${String(total)} (95 %: ${(low * 100).toFixed(0)} to ${(high * 100).toFixed(0)} %)`;
  };
  const found = words(count(({ breaks }) => breaks !== null));
  const wrong = words(count(({ breaks }) => breaks === null));
  return `${tool.padEnd(42)} breaks found ${found}; safe ones flagged ${wrong}; ${(milliseconds / pairs.length).toFixed(0)} ms a pair`;
};
