import onnxProto from 'onnx-proto';
import type { XgboostModel, XgboostTree } from './xgboost-model.ts';

const { onnx } = onnxProto;

/** The names of the model's only input and output; the services that run it know them from the README. */
export const inputName = 'features';
export const outputName = 'scores';

/**
 * An ONNX model with one TreeEnsembleRegressor (ai.onnx.ml 3) that answers what the XGBoost model answers: both go left
 * when `value < threshold` in 32-bit floats, and follow the default branch when a value is missing (NaN).
 * @param columnCount the width of the input `features`; the output `scores` has one column
 */
export const toOnnx = ({ baseScore, trees }: XgboostModel, columnCount: number): Uint8Array => {
  const nodes = trees.flatMap(describeTree);
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  const attribute = [
    ints(
      'nodes_treeids',
      nodes.map(({ tree }) => tree),
    ),
    ints(
      'nodes_nodeids',
      nodes.map(({ node }) => node),
    ),
    ints(
      'nodes_featureids',
      nodes.map(({ feature }) => feature),
    ),
    floats(
      'nodes_values',
      nodes.map(({ isLeaf, value }) => (isLeaf ? 0 : value)),
    ),
    strings(
      'nodes_modes',
      nodes.map(({ isLeaf }) => (isLeaf ? 'LEAF' : 'BRANCH_LT')),
    ),
    ints(
      'nodes_truenodeids',
      nodes.map(({ left }) => left),
    ),
    ints(
      'nodes_falsenodeids',
      nodes.map(({ right }) => right),
    ),
    ints(
      'nodes_missing_value_tracks_true',
      nodes.map(({ isMissingLeft }) => (isMissingLeft ? 1 : 0)),
    ),
    ints(
      'target_treeids',
      leaves.map(({ tree }) => tree),
    ),
    ints(
      'target_nodeids',
      leaves.map(({ node }) => node),
    ),
    ints(
      'target_ids',
      leaves.map(() => 0),
    ),
    floats(
      'target_weights',
      leaves.map(({ value }) => value),
    ),
    floats('base_values', [baseScore]),
    { name: 'n_targets', type: onnx.AttributeProto.AttributeType.INT, i: 1 },
    { name: 'post_transform', type: onnx.AttributeProto.AttributeType.STRING, s: bytes('NONE') },
  ];
  const model = onnx.ModelProto.create({
    irVersion: 8,
    producerName: 'interlock models',
    opsetImport: [
      { domain: '', version: 13 },
      { domain: 'ai.onnx.ml', version: 3 },
    ],
    graph: {
      name: 'ranker',
      node: [
        { opType: 'TreeEnsembleRegressor', domain: 'ai.onnx.ml', input: [inputName], output: [outputName], attribute },
      ],
      input: [tensor(inputName, columnCount)],
      output: [tensor(outputName, 1)],
    },
  });
  return onnx.ModelProto.encode(model).finish();
};

const describeTree = (tree: XgboostTree, treeId: number) =>
  tree.left_children.map((left, node) => ({
    tree: treeId,
    node,
    isLeaf: left === -1,
    left: Math.max(0, left),
    right: Math.max(0, tree.right_children[node] ?? 0),
    feature: left === -1 ? 0 : (tree.split_indices[node] ?? 0),
    value: tree.split_conditions[node] ?? 0,
    isMissingLeft: tree.default_left[node] === 1,
  }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const ints = (name: string, values: number[]) => ({ name, type: onnx.AttributeProto.AttributeType.INTS, ints: values });

const floats = (name: string, values: number[]) => ({
  name,
  type: onnx.AttributeProto.AttributeType.FLOATS,
  floats: values,
});

const strings = (name: string, values: string[]) => ({
  name,
  type: onnx.AttributeProto.AttributeType.STRINGS,
  strings: values.map(bytes),
});

const tensor = (name: string, columns: number) => ({
  name,
  type: {
    tensorType: {
      elemType: onnx.TensorProto.DataType.FLOAT,
      shape: { dim: [{ dimParam: 'rows' }, { dimValue: columns }] },
    },
  },
});
