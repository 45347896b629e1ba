import type { Edge, Violation } from './architecture-evidence.ts';

/** One side of a change, as far as dependency-cruiser has to see it. Paths are relative to the repository. */
export type PartSide = {
  /** All regular files. */
  readonly paths: readonly string[];
  /** All symlinks and submodules: what stands behind them is not known here. */
  readonly links: readonly string[];
  /** Texts of the files that may be read. */
  readonly texts: { readonly [path: string]: string };
  readonly roots: readonly string[];
  /** Modules whose own imports may differ between the two sides. */
  readonly changed: readonly string[];
  /** Modules that are on cycles with changed ones: they answer for cycles alone. */
  readonly members: readonly string[];
  /** Modules that lose an importer: they answer for being orphans alone. */
  readonly left: readonly string[];
  /** Where our graph says that a changed module or a member leads. */
  readonly known: { readonly [file: string]: readonly string[] };
  /** Who imports a changed or left module, by our graph; some of them have a text. */
  readonly importers: { readonly [file: string]: readonly string[] };
};

/** What the script that judges a part of the graph gets on stdin. */
export type PartRequest = {
  readonly rulesFile: string;
  /** The rules file and the files of base that it is made of. */
  readonly rulesTexts: { readonly [path: string]: string };
  /** Absolute path of the folder whose `node_modules` hold the packages; null where nothing is installed. */
  readonly installed: string | null;
  readonly head: PartSide;
  readonly base: PartSide;
};

/** The script's answer, as the last line of its stdout. `whole`: why only a cruise of the whole tree can say. */
export type PartAnswer =
  | {
      readonly head: readonly Violation[];
      /** Empty when head has none. */
      readonly base: readonly Violation[];
      /** All imports of base's changed modules. */
      readonly baseEdges: readonly Edge[];
    }
  | { readonly whole: string };

/** The last line of the script's output; `whole` when that is no answer. Pure. */
export const parsePartAnswer = (stdout: string): PartAnswer => {
  const answer = parseJson(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (typeof answer !== 'object' || answer === null) return { whole: 'the script gave no answer' };
  if ('whole' in answer && typeof answer.whole === 'string') return { whole: answer.whole };
  const isWell = ['head', 'base', 'baseEdges'].every((key) => Array.isArray((answer as Record<string, unknown>)[key]));
  return isWell ? (answer as PartAnswer) : { whole: 'the script gave an answer of another form' };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
