import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { buildGuardrailReport } from '../report/report.builder.ts';
import { createProgress } from './create-progress.ts';

const createStream = (isTTY: boolean) => {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => chunks.join('') };
};

describe('createProgress', () => {
  it('writes one line when a guardrail ends, where there is no terminal', () => {
    const { stream, text } = createStream(false);
    const progress = createProgress(stream);
    progress.onEvent({ type: 'guardrail-started', id: 'scope' });
    progress.onEvent({ type: 'guardrail-ended', report: buildGuardrailReport() });
    progress.onEvent({ type: 'guardrail-ended', report: buildGuardrailReport({ id: 'lint', cached: true }) });
    progress.end();
    expect(text()).toBe('✓ scope: pass, 12 ms\n✓ lint: pass, cached\n');
  });

  it('shows what runs on a terminal, and leaves nothing behind', () => {
    const { stream, text } = createStream(true);
    const progress = createProgress(stream);
    progress.onEvent({ type: 'guardrail-started', id: 'scope' });
    progress.onEvent({ type: 'guardrail-started', id: 'lint' });
    expect(text()).toMatch(/… scope \d+ ms\S*\n\S*… lint \d+ ms\S*\n$/);
    progress.end();
    // Two lines up, then everything below is cleared.
    expect(text().endsWith('\u001B[2A\u001B[0J')).toBe(true);
  });
});
