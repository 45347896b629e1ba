import { newItems, sameFacts, sameHunk, untouched, type FileLines, type Located } from '../../change/new-items.ts';
import type { Compilation, PerFile, TypeProblem } from './types-evidence.ts';

/** The shortest line that says so much that finding it again in another file means it was moved there. */
const tellingCharacters = 10;

/**
 * The errors that head has and base has not, also in files that the change does not touch: by code and text of the line, across
 * renames and moves. What may come of a package that is not installed is left out. Pure.
 */
export const newErrors = (
  files: readonly FileLines[],
  { head, base, missing }: Compilation,
): readonly Located<TypeProblem>[] => {
  // A class whose parent is not installed has the same error at each use: one more use is no new one.
  const known = new Set(missing.length === 0 ? [] : base.flatMap(({ found }) => found.map(words)));
  return newItems(
    { files: withOthers(files, head), head: located(head), base: located(base) },
    {
      within: [
        untouched(({ code, message }) => [code, message]),
        sameFacts(({ code, message, text }) => [code, message, text]),
        sameFacts(({ code, text }) => [code, text]),
        sameHunk(({ code }) => [code]),
      ],
      between: ({ code, text }) => (text.length < tellingCharacters ? null : JSON.stringify([code, text])),
    },
  ).filter(({ item }) => !isOfSurroundings(item, missing) && !known.has(words(item)));
};

const words = ({ code, message }: TypeProblem): string => JSON.stringify([code, message]);

/** A file that is not of the change has no hunks. */
const withOthers = (files: readonly FileLines[], head: readonly PerFile<TypeProblem>[]): readonly FileLines[] => {
  const known = new Set(files.map((file) => file.head));
  const others = head.map(({ path }) => path).filter((path) => !known.has(path));
  return [...files, ...others.map((path) => ({ head: path, base: path, hunks: [] }))];
};

const located = (files: readonly PerFile<TypeProblem>[]): readonly Located<TypeProblem>[] =>
  files.flatMap(({ path, found }) => found.map((item) => ({ path, item })));

/** Cannot find module or its declarations. */
const unresolved = new Set(['TS2307', 'TS2792', 'TS7016', 'TS2882', 'TS2732', 'TS2688']);
/** What a name, a JSX element or a parameter without a type comes to when the package that gives it its type is not there. */
const ofMissingTypes =
  /^TS(?:7\d{3}|2304|2503|2552|2580|2581|2582|2583|2584|2591|2592|2593|2867|2868|2874|2875|17004|2686|2602|2604|2694)$/u;
/** A package, an alias of one, or what a build or a bundler makes. */
const notOfTheTree =
  /'(?:(?!\.{1,2}\/|@\/|~\/|#)[^']+|[^']*(?:\/|^)(?:dist|build|out|generated|__generated__|gen|\.[\w-]+)(?:\/[^']*)?|[^']*\.(?:gen|generated)(?:\.[cm]?js)?|[^']*\.(?!(?:[cm]?[jt]sx?|json)')[a-z0-9]+)'/iu;

/** Whether an error may come of what is not installed or not built here, and not of the change. */
export const isOfSurroundings = ({ code, message }: TypeProblem, missing: readonly string[]): boolean => {
  if (unresolved.has(code)) return notOfTheTree.test(message);
  return missing.length > 0 && ofMissingTypes.test(code);
};
