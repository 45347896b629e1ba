import type { Direction } from '../difference.ts';
import type { SchemaReaders } from '../schema/compare-schemas.ts';
import type { Api } from './api.ts';

/** What a comparison of two versions knows beside the two things that it compares. */
export type Comparing = {
  readonly base: Api;
  readonly head: Api;
  readonly readers: SchemaReaders;
  /** Whether schemas are worth walking for what they say of how long properties stay. */
  readonly hasLifecycleChange: boolean;
  /**
   * Which way bodies and answers go: to an operation its caller sends and gets an answer; a webhook or callback is sent by
   * the API, and it is the API that gets the answer.
   */
  readonly sent: Direction;
  readonly answered: Direction;
};

/** The same comparison for what the API itself sends. Pure. */
export const turnedAround = (comparing: Comparing): Comparing => ({
  ...comparing,
  sent: comparing.answered,
  answered: comparing.sent,
});
