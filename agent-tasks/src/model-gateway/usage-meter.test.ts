import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costUsd, priceOf } from './prices.ts';
import { createUsageMeter } from './usage-meter.ts';

const request = { model: 'claude-sonnet-5-5', bytes: 300 };

const event = (document: object): string => `event: x\ndata: ${JSON.stringify(document)}\n\n`;

const stream = (usage: object, output: unknown): string =>
  event({ type: 'message_start', message: { model: 'claude-sonnet-5-5', usage } }) +
  event({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'ä😀 words' } }) +
  event({ type: 'message_delta', usage: { output_tokens: output } }) +
  event({ type: 'message_stop' });

const meter = (text: string, isStream: boolean, isWhole = true) => {
  const one = createUsageMeter(isStream, request);
  one.push(Buffer.from(text));
  return one.read(isWhole);
};

const count = fc.nat({ max: 1_000_000 });

describe('the usage meter', () => {
  it('counts a stream the same however it is cut into pieces', () => {
    const usage = { input_tokens: 7, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 1 };
    const bytes = Buffer.from(stream(usage, 44));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
        const one = createUsageMeter(true, request);
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        places.slice(1).forEach((end, index) => one.push(bytes.subarray(places[index], end)));
        expect(one.read(true)).toEqual({
          model: 'claude-sonnet-5-5',
          inputTokens: 7,
          outputTokens: 44,
          cacheReadTokens: 90,
          cacheWriteTokens: 5,
          usd: (7 * 2 + 44 * 10 + 90 * 0.1 + 5 * 2.5) / 1_000_000,
          metered: true,
        });
      }),
    );
  });

  it('counts a JSON document as it counts a stream', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.tuple(count, count, count),
        (input, [output, read, write]) => {
          const usage = {
            input_tokens: input,
            output_tokens: output,
            cache_read_input_tokens: read,
            cache_creation_input_tokens: write,
          };
          const document = meter(JSON.stringify({ model: 'claude-sonnet-5-5', usage }), false);
          expect(document).toEqual(meter(stream({ ...usage, output_tokens: 1 }, output), true));
          expect(document.estimated).toBeUndefined();
        },
      ),
    );
  });

  it('prices what is cached for an hour apart', () => {
    const usage = {
      input_tokens: 0,
      output_tokens: 0,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_1h_input_tokens: 20, ephemeral_5m_input_tokens: 10 },
    };
    const answer = meter(JSON.stringify({ model: 'claude-sonnet-5-5', usage }), false);
    expect(answer.cacheWriteTokens).toBe(30);
    expect(answer.usd).toBeCloseTo((10 * 2.5 + 20 * 4) / 1_000_000, 12);
  });

  it.each([
    ['negative', { input_tokens: -5, output_tokens: -1 }, -9],
    ['not numbers', { input_tokens: 'many', output_tokens: null }, 'few'],
    ['missing', {}, undefined],
    ['endless', { input_tokens: 1e400 }, 1e400],
  ])('estimates from bytes when counts are %s', (_what, usage, output) => {
    const answer = meter(stream(usage, output), true);
    expect(answer.estimated).toBe(true);
    expect(answer.inputTokens).toBe(100);
    expect(answer.outputTokens).toBeGreaterThan(0);
    expect(answer.usd).toBeGreaterThan(0);
  });

  it('keeps what is known of an answer that broke off, and estimates the rest', () => {
    const whole = stream({ input_tokens: 50, output_tokens: 1 }, 44);
    const answer = meter(whole.slice(0, whole.indexOf('event: x\ndata: {"type":"message_delta"')), true, false);
    expect(answer).toMatchObject({ inputTokens: 50, estimated: true });
    expect(answer.outputTokens).toBeGreaterThan(1);
  });

  it('never throws and never counts below zero, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.jsonValue(), (text, isStream, value) => {
        const answer = meter(`${text}\ndata: ${JSON.stringify(value)}\n`, isStream);
        expect(answer.usd).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('prices', () => {
  it('takes the longest start that fits, dated names and scripted parts included', () => {
    expect(priceOf('claude-opus-4-5-20251101').price.input).toBe(5);
    expect(priceOf('claude-opus-4-1').price.input).toBe(15);
    expect(priceOf('scripted-claude-sonnet-5-5').price.output).toBe(10);
  });

  it('takes the highest price for a model that it does not know, and says so', () => {
    const unknown = priceOf('gpt-9');
    expect(unknown.isKnown).toBe(false);
    expect(unknown.price).toEqual({ input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75, cacheWriteHour: 30 });
    expect(priceOf('claude-opus-4x').isKnown).toBe(false);
  });

  it('adds the five kinds of tokens', () => {
    const million = { input: 1e6, output: 1e6, cacheRead: 1e6, cacheWrite: 1e6, cacheWriteHour: 1e6 };
    const price = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, cacheWriteHour: 5 };
    expect(costUsd(million, price)).toBe(15);
  });
});
