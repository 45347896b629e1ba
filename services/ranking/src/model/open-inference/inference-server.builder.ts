import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inputName, outputName } from '../scorer.ts';
import { headerLengthHeader } from './infer-body.ts';

/** A model that the server has. */
export type HostedModel = {
  readonly name: string;
  readonly version: string;
  readonly file: Uint8Array;
  readonly columns: number;
};

/** How the server behaves; all of it can be changed while it runs. */
export type Behaviour = {
  /** Whether scores go out as binary tensors or as JSON. */
  output: 'binary' | 'json' | 'nested json';
  /** Answers an inference only when this resolves. */
  hold: Promise<void> | undefined;
  /** Answers this instead. */
  instead:
    | { readonly status: number; readonly body: string | Uint8Array; readonly headers?: Record<string, string> }
    | undefined;
};

export type InferenceServerBuilt = {
  readonly url: string;
  readonly behaviour: Behaviour;
  /** Headers of the inferences asked for. */
  readonly asked: Record<string, string | string[] | undefined>[];
  readonly close: () => Promise<void>;
};

/** A server on loopback that speaks the Open Inference Protocol v2 over HTTP and runs its models by ONNX Runtime. */
export const buildInferenceServer = async (models: readonly HostedModel[]): Promise<InferenceServerBuilt> => {
  const sessions = new Map<string, { session: InferenceSession; columns: number }>();
  for (const { name, version, file, columns } of models)
    sessions.set(`/v2/models/${name}/versions/${version}`, { session: await InferenceSession.create(file), columns });
  const behaviour: Behaviour = { output: 'binary', hold: undefined, instead: undefined };
  const asked: InferenceServerBuilt['asked'] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const [path = '', verb] = (request.url ?? '').split('/infer');
    const model = sessions.get(path);
    if (!model) return void response.writeHead(404).end('{"error":"unknown model"}');
    if (verb === undefined)
      return void response.end(
        JSON.stringify({ inputs: [{ name: inputName, datatype: 'FP32', shape: [-1, model.columns] }], outputs: [] }),
      );
    asked.push(request.headers);
    await behaviour.hold;
    const { instead } = behaviour;
    if (instead) return void response.writeHead(instead.status, instead.headers).end(instead.body);
    const scores = await run(model.session, body, Number(request.headers[headerLengthHeader]));
    send(response, scores, behaviour.output);
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behaviour,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const [path, { session }] of sessions) {
        sessions.delete(path);
        await session.release();
      }
    },
  };
};

type Asked = { inputs: { shape: number[]; parameters: { binary_data_size: number } }[] };

const run = async (session: InferenceSession, body: Buffer, headerLength: number): Promise<Float32Array> => {
  const { inputs } = JSON.parse(body.subarray(0, headerLength).toString()) as Asked;
  const [input] = inputs;
  const bytes = Uint8Array.from(body.subarray(headerLength));
  if (bytes.length !== input?.parameters.binary_data_size) throw new Error('the tensor is not as long as announced');
  const output = await session.run({ [inputName]: new Tensor('float32', new Float32Array(bytes.buffer), input.shape) });
  return output[outputName]?.data as Float32Array;
};

const send = (response: ServerResponse, scores: Float32Array, output: Behaviour['output']): void => {
  const described = { name: outputName, datatype: 'FP32', shape: [scores.length, 1] };
  if (output !== 'binary') {
    const data = output === 'json' ? [...scores] : [...scores].map((score) => [score]);
    return void response.end(JSON.stringify({ outputs: [{ ...described, data }] }));
  }
  const tensor = Buffer.from(scores.buffer, scores.byteOffset, scores.byteLength);
  const header = Buffer.from(
    JSON.stringify({ outputs: [{ ...described, parameters: { binary_data_size: tensor.length } }] }),
  );
  response.writeHead(200, { [headerLengthHeader]: String(header.length) }).end(Buffer.concat([header, tensor]));
};
