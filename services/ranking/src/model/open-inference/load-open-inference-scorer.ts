import { deadlineHeader, remainingMs } from '@interlock-dev/chassis';
import { Type } from 'typebox';
import type { Dispatcher, Pool } from 'undici';
import type { FeatureMatrix } from '../../core/encode-features.ts';
import type { ScorerResult } from '../load-onnx-scorer.ts';
import { parseAs, type RankerCard } from '../model-card.ts';
import type { LoadFailure } from '../read-package.ts';
import { inputName, type ScoreFailure, type ScoreResult } from '../scorer.ts';
import { decodeInferAnswer, encodeInferRequest, headerLengthHeader } from './infer-body.ts';

/** A server that speaks the protocol: Triton, KServe, OpenVINO… */
export type InferenceServer = { readonly pool: Pool; readonly now: () => number };

/**
 * The scorer of a model that a server runs: Open Inference Protocol v2 over HTTP with binary tensors. The server has to have the
 * card's version, ready, with its columns. A call ends at its deadline, is never sent twice, and carries the deadline on.
 * Source: https://github.com/kserve/open-inference-protocol and its binary tensor data extension.
 */
export const loadOpenInferenceScorer = async (
  { pool, now }: InferenceServer,
  card: RankerCard,
  deadlineMs: number,
): Promise<ScorerResult> => {
  const { name, version, features } = card;
  const path = `/v2/models/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}`;
  const call: Call = { pool, now, path, deadlineMs };
  const problem = await checkServer(call, features.length);
  if (problem) return problem;
  return {
    ok: true,
    scorer: {
      name,
      version,
      inputs: features,
      runtime: 'open-inference',
      score: (matrix, until) => infer({ ...call, deadlineMs: until }, matrix),
      // The pool is the server's, shared by all models.
      close: () => Promise.resolve(),
    },
  };
};

type Call = InferenceServer & { readonly path: string; readonly deadlineMs: number };

const infer = async (call: Call, matrix: FeatureMatrix): Promise<ScoreResult> => {
  const { body, headerLength } = encodeInferRequest(matrix);
  const answer = await send(call, {
    method: 'POST',
    path: `${call.path}/infer`,
    body,
    headers: { 'content-type': 'application/octet-stream', [headerLengthHeader]: String(headerLength) },
  });
  if (!answer.ok) return answer;
  return decodeInferAnswer(answer.body, answer.headerLength, matrix.rowCount);
};

const checkServer = async (call: Call, columns: number): Promise<LoadFailure | undefined> => {
  const answer = await send(call, { method: 'GET', path: call.path });
  if (!answer.ok) return { ok: false, reason: 'unreachable', detail: answer.detail };
  const width = widthIn(answer.body.toString('utf8'));
  if (width === columns) return undefined;
  return {
    ok: false,
    reason: 'model-invalid',
    detail: `the server's model takes ${width} columns, its card lists ${columns}`,
  };
};

const Metadata = Type.Object({
  inputs: Type.Array(Type.Object({ name: Type.String(), shape: Type.Array(Type.Number()) })),
});

const widthIn = (json: string): string | number => {
  const metadata = parseAs(Metadata, json);
  const input = metadata.ok ? metadata.value.inputs.find(({ name }) => name === inputName) : undefined;
  return input?.shape.at(-1) ?? 'no';
};

type Request = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Buffer;
  readonly headers?: Record<string, string>;
};
type Answer = { readonly ok: true; readonly body: Buffer; readonly headerLength: string | undefined };

const send = async ({ pool, now, deadlineMs }: Call, request: Request): Promise<Answer | ScoreFailure> => {
  const wholeMs = Math.floor(remainingMs(deadlineMs, now()));
  if (wholeMs <= 0) return { ok: false, reason: 'deadline', detail: 'no time was left to call' };
  const options: Dispatcher.RequestOptions = {
    ...request,
    headers: { ...request.headers, [deadlineHeader]: String(Math.floor(deadlineMs)) },
    signal: AbortSignal.timeout(wholeMs),
  };
  try {
    const { statusCode, headers, body } = await pool.request(options);
    const bytes = Buffer.from(await body.arrayBuffer());
    if (statusCode !== 200)
      return { ok: false, reason: 'refused', detail: `the inference server answered ${statusCode}` };
    const length = headers[headerLengthHeader];
    return { ok: true, body: bytes, headerLength: Array.isArray(length) ? length[0] : length };
  } catch (error) {
    const { name, code, message } = error as { name?: string; code?: string; message?: string };
    const isLate = name === 'TimeoutError' || name === 'AbortError';
    return { ok: false, reason: isLate ? 'deadline' : 'unreachable', detail: code ?? message ?? 'unknown failure' };
  }
};
