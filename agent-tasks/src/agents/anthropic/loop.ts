import { text } from 'node:stream/consumers';
import Anthropic from '@anthropic-ai/sdk';
import { Parse } from 'typebox/value';
import { createSocketFetch } from '../../model-gateway/socket-fetch.ts';
import { readConversation, writeConversation } from './conversation.ts';
import { loopRequestSchema, type LoopLine } from './loop-protocol.ts';
import { runLoop } from './run-loop.ts';
import { tools } from './tools/tools.ts';

// This runs inside the walls as a process of its own: request on stdin, one JSON document a line on stdout.

const print = (line: LoopLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const request = Parse(loopRequestSchema, JSON.parse(await text(process.stdin)));

const client = new Anthropic({
  // The gateway puts the real key in; the SDK only wants that there is one.
  apiKey: 'held-by-the-gateway',
  baseURL: 'http://model-gateway.invalid',
  fetch: createSocketFetch(request.socketPath, request.silenceMs),
  maxRetries: request.maxRetries,
});

const exit = await runLoop({
  ...request,
  client,
  tools,
  messages: await readConversation(request.conversationFile),
  onEvent: (event) => print({ event }),
  onMessages: (messages) => writeConversation(request.conversationFile, messages),
  signal: new AbortController().signal,
});

print({ exit });
