import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const Numbers = Type.Array(Type.Number());

const Tree = Type.Object({
  left_children: Numbers,
  right_children: Numbers,
  split_indices: Numbers,
  split_conditions: Numbers,
  default_left: Numbers,
});

/** One tree as XGBoost writes it: parallel arrays by node; −1 as a child marks a leaf, whose value is its condition. */
export type XgboostTree = Static<typeof Tree>;

const ModelFile = Type.Object({
  learner: Type.Object({
    learner_model_param: Type.Object({ base_score: Type.String(), num_feature: Type.String() }),
    gradient_booster: Type.Object({ model: Type.Object({ trees: Type.Array(Tree) }) }),
  }),
});

export type XgboostModel = { readonly baseScore: number; readonly trees: readonly XgboostTree[] };

/**
 * The trees of a model in XGBoost's JSON format (1.7).
 * @throws Error when it is of another shape
 */
export const parseXgboostModel = (json: unknown): XgboostModel => {
  if (!Value.Check(ModelFile, json)) throw new Error('this is not a tree model in the JSON format of XGBoost 1.7');
  const { learner_model_param, gradient_booster } = json.learner;
  return { baseScore: Number(learner_model_param.base_score), trees: gradient_booster.model.trees };
};

/** The longest way from the root to a leaf. */
export const treeDepth = (tree: XgboostTree, node = 0): number => {
  const [left, right] = [tree.left_children[node] ?? -1, tree.right_children[node] ?? -1];
  return left === -1 ? 0 : 1 + Math.max(treeDepth(tree, left), treeDepth(tree, right));
};
