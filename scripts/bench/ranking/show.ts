/** Numbers as the tables show them. */
export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`;

export const millis = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;

export const perSecond = (rate: number): string => `${rate.toFixed(0)}/s`;
