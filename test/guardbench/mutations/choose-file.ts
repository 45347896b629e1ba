import type { Mutation, MutationSource } from './operator.ts';

/** Makes a fault out of one file; null where that file offers no place. */
export type FileMutator = (
  file: { readonly path: string; readonly text: string },
  source: MutationSource,
) => string | null | Promise<string | null>;

const testFile = /(?:[.-](?:test|spec)\.[cm]?[jt]sx?$)|(?:(?:^|\/)__tests__\/[^/]+\.[cm]?[jt]sx?$)/;
const codeFile = /\.[cm]?[jt]sx?$/;
const elsewhere =
  /(?:^|\/)(?:node_modules|dist|build|fixtures?|__fixtures__|__snapshots__|vendor|generated|examples?|docs?|website|integration-tests|\.yarn)(?:\/|$)|\.d\.[cm]?ts$|\.min\.js$/;
const support =
  /(?:^|\/)(?:tests?|e2e|__tests__|__mocks__|mocks?|scripts|benchmarks?|bench|playground|stories)(?:\/|$)|\.(?:config|stories|bench|\w*tests?)\.|(?:^|\/)\.|test-?utils/i;

/** True for a test of the repository itself. Pure. */
export const isTestPath = (path: string): boolean => testFile.test(path) && !elsewhere.test(path);

/** True for code that is shipped, as far as its path tells. Pure. */
export const isProductPath = (path: string): boolean =>
  codeFile.test(path) && !testFile.test(path) && !elsewhere.test(path) && !support.test(path);

const mostTried = 12;
const mostCharacters = 200_000;

/** Tries the fault on files that fit: those that the commit touches first, then others, drawn. */
export const mutateOneFile =
  (fits: (path: string) => boolean, mutate: FileMutator) =>
  async (source: MutationSource): Promise<Mutation | null> => {
    for (const path of candidates(source, fits)) {
      const text = await source.read(path);
      if (text === null || text.length > mostCharacters) continue;
      const mutated = await mutate({ path, text }, source);
      if (mutated !== null && mutated !== text) return { edits: { [path]: mutated }, file: path };
    }
    return null;
  };

/** At most a dozen paths that fit, touched ones first. */
export const candidates = (source: MutationSource, fits: (path: string) => boolean): readonly string[] => {
  const touched = source.touched.filter(fits);
  const others = source.paths.filter((path) => fits(path) && !touched.includes(path));
  return [...shuffle(touched, source.random), ...shuffle(others, source.random)].slice(0, mostTried);
};

/** Draws an element; undefined of none. */
export const draw = <Element>(from: readonly Element[], random: () => number): Element | undefined =>
  from[Math.floor(random() * from.length)];

const shuffle = <Element>(from: readonly Element[], random: () => number): readonly Element[] =>
  from
    .map((element) => ({ element, key: random() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ element }) => element);
