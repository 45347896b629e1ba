import type { GoldenVectors, Neighbours } from './model-card.ts';
import type { ModelPackage } from './model-package.ts';

/** The text of golden vectors as a package holds it: a vector a line, so that a change can be read. */
export const renderGolden = ({ source, vectors }: GoldenVectors): string =>
  `{"source":${JSON.stringify(source)},"vectors":[\n${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}\n]}\n`;

/** The text of neighbours as a package holds it: an item a line. */
export const renderNeighbours = ({ items, neighbours, scores }: Neighbours): string => {
  const lines = (values: readonly unknown[]) => `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]`;
  return `{"items":${JSON.stringify(items)},\n"neighbours":${lines(neighbours)},\n"scores":${lines(scores)}}\n`;
};

/** What a package's folder holds, by file name; the card last, because a folder without one is no package. */
export const packageFiles = (content: ModelPackage): readonly (readonly [name: string, bytes: Uint8Array])[] => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const card = ['card.json', text(`${JSON.stringify(content.card, null, 2)}\n`)] as const;
  return content.kind === 'ranker'
    ? [['model.onnx', content.model], ['golden.json', text(renderGolden(content.golden))], card]
    : [['neighbours.json', text(renderNeighbours(content.neighbours))], card];
};
