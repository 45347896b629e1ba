import { clearScreenDown, moveCursor } from 'node:readline';
import picocolors from 'picocolors';
import type { CheckEvent } from '../check/check-request.ts';
import { formatDuration, verdictMarks } from '../report/summary.ts';
import { streamHasColour } from './colour.ts';

/** Where progress is written. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Shows a check as it runs. */
export type Progress = {
  readonly onEvent: (event: CheckEvent) => void;
  /** Takes what is on the screen away. To be called however the check ended. */
  readonly end: () => void;
};

/**
 * Progress of a check: on a terminal one line for each running guardrail, drawn anew and gone at the end; elsewhere one
 * line when a guardrail ends.
 */
export const createProgress = (stream: ProgressStream): Progress =>
  stream.isTTY === true
    ? createLiveProgress(stream)
    : { onEvent: (event) => writeEnded(stream, event), end: () => undefined };

const writeEnded = (stream: ProgressStream, event: CheckEvent): void => {
  if (event.type === 'guardrail-ended') stream.write(`${endedLine(event)}\n`);
};

const endedLine = ({ report: { id, verdict, durationMs, cached } }: CheckEvent & { type: 'guardrail-ended' }): string =>
  `${verdictMarks[verdict]} ${id}: ${verdict}, ${cached ? 'cached' : formatDuration(durationMs)}`;

const createLiveProgress = (stream: ProgressStream): Progress => {
  const style = picocolors.createColors(streamHasColour(stream));
  const running = new Map<string, number>();
  let drawn = 0;
  const draw = () => {
    if (drawn > 0) moveCursor(stream, 0, -drawn);
    clearScreenDown(stream);
    const lines = Array.from(running, ([id, since]) =>
      style.dim(`… ${id} ${formatDuration(performance.now() - since)}`),
    );
    stream.write(lines.map((line) => `${line}\n`).join(''));
    drawn = lines.length;
  };
  const timer = setInterval(draw, 1000).unref();
  return {
    onEvent: (event) => {
      if (event.type === 'guardrail-started') running.set(event.id, performance.now());
      else running.delete(event.report.id);
      draw();
    },
    end: () => {
      clearInterval(timer);
      running.clear();
      draw();
    },
  };
};
