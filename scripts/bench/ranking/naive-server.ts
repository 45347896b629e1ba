/**
 * What ranking is compared with: the same Fastify, one fetch of features and one call of the same model, and nothing else: no
 * validation, no encoding (the model's input is constant: its golden rows, because a model of trees is twice as quick on rows
 * that are all alike), no re-ranking, no exposure, no deadline. `/naive-in-turn` and `/naive-at-once` fetch and call once a candidate.
 * Settings: FEATURES_URL, MODEL_FOLDER.
 */
import { fastify } from 'fastify';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Pool } from 'undici';
import { Type } from 'typebox';
import { readConfiguration, runMain, stopWithProcess } from '../../../services/chassis/src/index.ts';
import { inputName, outputName, singleThread } from './model-call.ts';
import { readModel, tileRows } from './served-model.ts';

type RankBody = {
  readonly user: string;
  readonly current: { readonly id: string };
  readonly candidates: readonly { readonly id: string }[];
};

const NaiveConfiguration = Type.Object({
  featuresUrl: Type.String(),
  modelFolder: Type.String(),
  port: Type.Integer({ default: 0 }),
});

await runMain(async () => {
  const { featuresUrl, modelFolder, port } = readConfiguration(NaiveConfiguration);
  const model = readModel(modelFolder);
  const pool = new Pool(featuresUrl, { connections: 32 });
  const session = await InferenceSession.create(model.onnx, singleThread);
  const inputs = new Map<number, Tensor>();

  const fetchFeatures = async ({ user, current }: RankBody, items: readonly string[]): Promise<unknown> => {
    const answer = await pool.request({
      method: 'POST',
      path: '/v1/features/batch',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, currentItem: current.id, items }),
    });
    return answer.body.json();
  };

  const callModel = async (rowCount: number): Promise<Float32Array> => {
    const input =
      inputs.get(rowCount) ?? new Tensor('float32', tileRows(model.rows, rowCount), [rowCount, model.width]);
    inputs.set(rowCount, input);
    const output = await session.run({ [inputName]: input });
    return output[outputName]?.data as Float32Array;
  };

  const app = fastify({ logger: false });
  // eslint-disable-next-line local/fastify-route-schema -- it measures what validation costs by doing none
  app.post<{ Body: RankBody }>('/naive', async ({ body }) => {
    const ids = body.candidates.map(({ id }) => id);
    await fetchFeatures(body, ids);
    const scores = await callModel(ids.length);
    return { cards: ids.slice(0, 20).map((id, at) => ({ id, score: scores[at] })) };
  });
  const rankOne = async (body: RankBody, id: string): Promise<{ id: string; score: number | undefined }> => {
    await fetchFeatures(body, [id]);
    return { id, score: (await callModel(1))[0] };
  };
  // eslint-disable-next-line local/fastify-route-schema -- the same
  app.post<{ Body: RankBody }>('/naive-in-turn', async ({ body }) => {
    const cards: Awaited<ReturnType<typeof rankOne>>[] = [];
    for (const { id } of body.candidates) cards.push(await rankOne(body, id));
    return { cards: cards.slice(0, 20) };
  });
  // eslint-disable-next-line local/fastify-route-schema -- the same
  app.post<{ Body: RankBody }>('/naive-at-once', async ({ body }) => {
    const cards = await Promise.all(body.candidates.map(({ id }) => rankOne(body, id)));
    return { cards: cards.slice(0, 20) };
  });
  const url = await app.listen({ host: '127.0.0.1', port });
  let stopped: Promise<void> | undefined;
  stopWithProcess({ url, stop: () => (stopped ??= app.close().then(() => pool.close())) });
});
