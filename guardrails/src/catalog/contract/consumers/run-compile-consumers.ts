// Runs inside the sandbox as its own process: reads a ConsumerRequest from stdin, ends stdout with a line that is a ConsumerAnswer.
import { text as readAll } from 'node:stream/consumers';
import typescript from 'typescript';
import { compileConsumers } from './compile-consumers.ts';
import type { ConsumerAnswer, ConsumerRequest } from './consumer-request.ts';

const answerTo = (request: ConsumerRequest): ConsumerAnswer => {
  try {
    return { refused: compileConsumers(typescript, request) };
  } catch (error) {
    // The compiler itself can fail on code that it does not understand.
    return { problem: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 2000) };
  }
};

const answer = answerTo(JSON.parse(await readAll(process.stdin)) as ConsumerRequest);
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0));
