import type { FeatureMatrix } from '../../core/encode-features.ts';
import { inputName, outputName, scoresOf, type ScoreResult } from '../scorer.ts';

/** The header that says where the JSON ends and the tensors begin (Open Inference Protocol, binary tensor data extension). */
export const headerLengthHeader = 'inference-header-content-length';

/** A body of JSON followed by tensors, little-endian and row-major. */
export type InferBody = { readonly body: Buffer; readonly headerLength: number };

/**
 * The request body of one inference: the matrix as a binary float32 tensor, the scores asked for as one. Binary is no choice of
 * speed alone: JSON has no NaN, and a missing value is one.
 */
export const encodeInferRequest = ({ values, rowCount, columnCount }: FeatureMatrix): InferBody => {
  const header = Buffer.from(
    JSON.stringify({
      inputs: [
        {
          name: inputName,
          datatype: 'FP32',
          shape: [rowCount, columnCount],
          parameters: { binary_data_size: values.byteLength },
        },
      ],
      outputs: [{ name: outputName, parameters: { binary_data: true } }],
    }),
  );
  return { body: Buffer.concat([header, toLittleEndian(values)]), headerLength: header.length };
};

/**
 * The scores in an answer's body: binary when its header says so, else the JSON that the protocol has without the extension.
 * @param headerLength of the answer's header; absent when all of it is JSON
 */
export const decodeInferAnswer = (body: Buffer, headerLength: string | undefined, rowCount: number): ScoreResult => {
  const jsonLength = headerLength === undefined ? body.length : Number(headerLength);
  if (!Number.isInteger(jsonLength) || jsonLength < 0 || jsonLength > body.length)
    return invalid('the answer says that its JSON is longer than it is');
  const output = outputIn(body.subarray(0, jsonLength).toString('utf8'));
  if (output === undefined) return invalid(`the answer has no float32 output "${outputName}"`);
  if (output.binarySize === undefined) return scoresOf(Float32Array.from(output.data), rowCount);
  const tensor = body.subarray(jsonLength);
  if (output.binarySize !== tensor.length || tensor.length % 4 !== 0)
    return invalid(`the answer announces ${output.binarySize} bytes of scores and has ${tensor.length}`);
  return scoresOf(fromLittleEndian(tensor), rowCount);
};

type Output = { readonly data: readonly number[]; readonly binarySize: number | undefined };
type AnyOutput = {
  readonly name?: unknown;
  readonly datatype?: unknown;
  readonly data?: unknown;
  readonly parameters?: { readonly binary_data_size?: unknown };
};

const outputIn = (json: string): Output | undefined => {
  let answer: { outputs?: unknown } | null;
  try {
    answer = JSON.parse(json) as { outputs?: unknown } | null;
  } catch {
    return undefined;
  }
  const outputs = Array.isArray(answer?.outputs) ? (answer.outputs as (AnyOutput | null)[]) : [];
  const output = outputs.find((one) => one?.name === outputName && one.datatype === 'FP32');
  const size = output?.parameters?.binary_data_size;
  if (typeof size === 'number') return { data: [], binarySize: size };
  if (!Array.isArray(output?.data)) return undefined;
  // The protocol allows nested rows as well as one flat list.
  return { data: output.data.flat(8).map(Number), binarySize: undefined };
};

const invalid = (detail: string): ScoreResult => ({ ok: false, reason: 'invalid-answer', detail });

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const toLittleEndian = (values: Float32Array): Buffer => {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return isLittleEndian ? bytes : Buffer.from(bytes).swap32();
};

// Copied, because a piece of a network buffer need not begin where a float may.
const fromLittleEndian = (bytes: Buffer): Float32Array => {
  const copy = Buffer.alloc(bytes.length);
  bytes.copy(copy);
  if (!isLittleEndian) copy.swap32();
  return new Float32Array(copy.buffer.slice(copy.byteOffset, copy.byteOffset + copy.length));
};
