// Runs inside the sandbox as its own process: reads an ApiRequest from stdin, ends stdout with a line that is an ApiAnswer.
import { text as readAll } from 'node:stream/consumers';
import typescript from 'typescript';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import { compareRequest } from './compare-typescript-api.ts';

const answerTo = (request: ApiRequest): ApiAnswer => {
  try {
    return { comparison: compareRequest(typescript, request) };
  } catch (error) {
    // The compiler itself can fail on code that it does not understand.
    return { problem: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 2000) };
  }
};

const answer = answerTo(JSON.parse(await readAll(process.stdin)) as ApiRequest);
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0));
