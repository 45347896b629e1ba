import { ConfigurationError } from '../../errors.ts';

/** An absolute limit of a quantile of head's answer times. */
export type Budget = { readonly name: string; readonly quantile: number; readonly ms: number };

/** What a service may cost. */
export type Limits = {
  readonly budgets: readonly Budget[];
  /** Relative limits of head against base, as fractions: 0.05 is +5 %. */
  readonly maxRegression: { readonly p50: number; readonly p99: number };
};

/** Limits as people write them: `{ budgets: { p99: '25ms' }, maxRegression: { p50: '5%' } }`. */
export type WrittenLimits = {
  readonly budgets: Readonly<Record<string, string>>;
  readonly maxRegression: { readonly p50?: string; readonly p99?: string };
};

/** Relative limits where none are written. */
export const defaultMaxRegression = { p50: '5%', p99: '10%' } as const;

/** Reads limits as people write them. Pure; throws {@link ConfigurationError} naming the option and the value got. */
export const parseLimits = ({ budgets, maxRegression }: WrittenLimits): Limits => ({
  budgets: Object.entries(budgets).map(([name, value]) => parseBudget(name, value)),
  maxRegression: {
    p50: parsePercent('maxRegression.p50', maxRegression.p50 ?? defaultMaxRegression.p50),
    p99: parsePercent('maxRegression.p99', maxRegression.p99 ?? defaultMaxRegression.p99),
  },
});

const parseBudget = (name: string, value: string): Budget => {
  const percentile = /^p(50|90|95|99)$/.exec(name)?.[1];
  if (percentile === undefined)
    throw new ConfigurationError(`budgets: "${name}" is not a percentile. Use p50, p90, p95 or p99.`);
  return { name, quantile: Number(percentile) / 100, ms: parseNumber(`budgets.${name}`, value, 'ms') };
};

const parsePercent = (option: string, value: string): number => parseNumber(option, value, '%') / 100;

const parseNumber = (option: string, value: string, unit: 'ms' | '%'): number => {
  const digits = value.endsWith(unit) ? value.slice(0, -unit.length) : '';
  if (!/^\d+(\.\d+)?$/.test(digits) || Number(digits) === 0)
    throw new ConfigurationError(
      `${option}: "${value}" is not a limit. Write a number above 0 and its unit, such as "${unit === 'ms' ? '25ms' : '5%'}".`,
    );
  return Number(digits);
};
