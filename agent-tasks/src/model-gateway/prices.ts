/** Price of a model, USD per million tokens. */
export type Price = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Kept for five minutes. */
  readonly cacheWrite: number;
  /** Kept for an hour. */
  readonly cacheWriteHour: number;
};

/** Tokens of a call as the API reports them. */
export type TokenCounts = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWriteHour: number;
};

const price = (input: number, output: number, cacheReadShare = 0.1): Price => ({
  input,
  output,
  cacheRead: input * cacheReadShare,
  cacheWrite: input * 1.25,
  cacheWriteHour: input * 2,
});

/**
 * USD per million tokens by the start of the model's name, as published on Anthropic's pricing page in October 2026;
 * edit them here and nowhere else. The longest start that fits counts. Where a price depends on the length of the
 * prompt (Haiku 5.5) the higher one stands, so that a budget is never passed. Surcharges (fast mode, one region) are
 * not in this table.
 */
export const prices: { readonly [start: string]: Price } = {
  'claude-fable-5': price(10, 50),
  'claude-mythos-5': price(10, 50),
  'claude-opus-5-5': price(4, 20, 0.05),
  'claude-opus-5': price(5, 25),
  'claude-opus-4': price(15, 75),
  'claude-opus-4-5': price(5, 25),
  'claude-opus-4-6': price(5, 25),
  'claude-opus-4-7': price(5, 25),
  'claude-opus-4-8': price(5, 25),
  'claude-sonnet-5-5': price(2, 10, 0.05),
  'claude-sonnet-5': price(2, 10),
  'claude-sonnet-4': price(3, 15),
  'claude-haiku-5-5': price(0.5, 2.5),
  'claude-haiku-4-5': price(1, 5),
};

/**
 * Price of a model; `isKnown` is false when the table has none and the highest stands in. A scripted model costs what
 * the model does whose part it plays.
 */
export const priceOf = (model: string): { readonly price: Price; readonly isKnown: boolean } => {
  const name = model.replace(/^scripted-/, '');
  const start = Object.keys(prices)
    .filter((key) => name === key || name.startsWith(`${key}-`))
    .sort((a, b) => b.length - a.length)[0];
  const known = start === undefined ? undefined : prices[start];
  return known === undefined ? { price: highestPrice(), isKnown: false } : { price: known, isKnown: true };
};

/** What a call costs, USD. */
export const costUsd = (tokens: TokenCounts, at: Price): number =>
  (tokens.input * at.input +
    tokens.output * at.output +
    tokens.cacheRead * at.cacheRead +
    tokens.cacheWrite * at.cacheWrite +
    tokens.cacheWriteHour * at.cacheWriteHour) /
  1_000_000;

const highestPrice = (): Price => {
  const all = Object.values(prices);
  const highest = (kind: keyof Price): number => Math.max(...all.map((one) => one[kind]));
  return {
    input: highest('input'),
    output: highest('output'),
    cacheRead: highest('cacheRead'),
    cacheWrite: highest('cacheWrite'),
    cacheWriteHour: highest('cacheWriteHour'),
  };
};
