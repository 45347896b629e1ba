import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const Header = Type.Object({ names: Type.Array(Type.String()) });

const AnsweredQuery = Type.Object({
  id: Type.String(),
  rows: Type.Array(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
  labels: Type.Array(Type.Number()),
});

/** What the features service would have answered to one question of the history. */
export type AnsweredQuery = Static<typeof AnsweredQuery>;

export type FeatureAnswers = { readonly names: readonly string[]; readonly queries: readonly AnsweredQuery[] };

/** The command of the features service that turns a history into rows: its contract for training, see its README. */
export const featuresCommand = fileURLToPath(new URL('../../../features/src/emit-training-rows.ts', import.meta.url));

/**
 * Runs the features service's own command over a history, so that a training row and a live request are computed by one
 * function. The process ends before this returns.
 * @param options as the command takes them
 * @throws Error when the command fails or answers something else than rows
 */
export const askFeatures = async (lines: readonly string[], options: readonly string[]): Promise<FeatureAnswers> => {
  const child = spawn(process.execPath, [featuresCommand, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  // A command that ends early breaks the pipe, and says why itself: its exit code is looked at first.
  const fed = pipeline(Readable.from(lines.map((line) => `${line}\n`)), child.stdin).then(
    () => undefined,
    (error: unknown) => error,
  );
  const complaints = keepEnd(child.stderr);
  try {
    const { names, queries } = await readAnswers(createInterface({ input: child.stdout }));
    const [[code, signal], problem] = await Promise.all([closed, fed]);
    if (code !== 0) throw new Error(`the features command ended with ${signal ?? code}: ${complaints()}`);
    if (problem !== undefined || !names)
      throw new Error('the features command did not take or answer all', { cause: problem });
    return { names, queries };
  } finally {
    child.kill('SIGKILL');
  }
};

// The end of what a command says on stderr: its reason when it fails.
const keepEnd = (stream: Readable): (() => string) => {
  let end = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    end = (end + text).slice(-2000);
  });
  return () => end.trim();
};

const readAnswers = async (
  output: AsyncIterable<string>,
): Promise<Partial<FeatureAnswers> & Pick<FeatureAnswers, 'queries'>> => {
  let names: readonly string[] | undefined;
  const queries: AnsweredQuery[] = [];
  for await (const line of output) {
    const value: unknown = JSON.parse(line);
    if (names && Value.Check(AnsweredQuery, value)) queries.push(value);
    else if (!names && Value.Check(Header, value)) names = value.names;
    else throw new Error(`the features command answered a line that is no row: ${line.slice(0, 120)}`);
  }
  return names ? { names, queries } : { queries };
};
