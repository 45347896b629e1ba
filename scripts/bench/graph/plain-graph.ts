/** One import between files, and whether it lies on a cycle. `to` is '' where it leads to nothing. */
export type PlainEdge = {
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
  readonly isCircular: boolean;
};

/** Imports between files of a tree, as both tools give them. */
export type PlainGraph = {
  readonly files: readonly string[];
  readonly edges: readonly PlainEdge[];
};

/** Reads what a tool wrote on its last line. Throws on anything else, for then the tool is broken. */
export const parsePlainGraph = (stdout: string): PlainGraph => {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const parsed = JSON.parse(last) as PlainGraph;
  if (!Array.isArray(parsed.files) || !Array.isArray(parsed.edges)) throw new Error('the tool gave no graph');
  return parsed;
};
