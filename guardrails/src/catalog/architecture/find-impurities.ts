import type { CollectContext } from '../../guardrail.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import { isModulePath, isTestPath } from '../../source/source-paths.ts';
import type { Impurity } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';
import { impureNames, type ImpureName } from './impure-names.ts';

/**
 * What the changed files of pure layers (`architecture.pure` of the configuration) name that they may not and that base's version of
 * the file did not name, or not as often. Tests of a layer may name what they like.
 */
export const findImpurities = async (context: CollectContext, pair: GraphPair): Promise<readonly Impurity[]> => {
  const layers = context.policy.configuration.architecture.pure.map(({ files, mayName = [] }) => ({
    covers: matchGlobs(files),
    mayName: new Set(mayName.flatMap((name) => [name, `node:${name}`])),
  }));
  if (layers.length === 0) return [];
  const changed = pair.changed.filter((file) => isModulePath(file) && !isTestPath(file));
  const found = await Promise.all(
    changed.map(async (file): Promise<readonly Impurity[]> => {
      const own = layers.filter(({ covers }) => covers(file));
      const text = own.length === 0 ? null : await context.head.readText(file);
      if (text === null) return [];
      const isForbidden = ({ name }: ImpureName): boolean => own.some(({ mayName }) => !mayName.has(name));
      const names = impureNames(text, file).filter(isForbidden);
      const before = names.length === 0 ? null : await context.base.readText(pair.toBase(file));
      return addedNames(names, before === null ? [] : impureNames(before, pair.toBase(file))).map((name) => ({
        file,
        ...name,
      }));
    }),
  );
  return found.flat();
};

/** Of each name as many as head has more than base, the last ones. */
const addedNames = (names: readonly ImpureName[], before: readonly ImpureName[]): readonly ImpureName[] => {
  const left = new Map<string, number>();
  for (const { name } of before) left.set(name, (left.get(name) ?? 0) + 1);
  return names.filter(({ name }) => {
    const known = left.get(name) ?? 0;
    left.set(name, known - 1);
    return known <= 0;
  });
};
