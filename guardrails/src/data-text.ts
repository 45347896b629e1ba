import type { FindingData, Json } from './guardrail.ts';

/** One fact of a finding as text for its message; the items of a list stand beside each other. Pure. */
export const dataText = (data: FindingData, name: string): string => {
  const value: Json | undefined = data[name];
  if (typeof value === 'string') return value;
  return Array.isArray(value)
    ? value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')
    : JSON.stringify(value ?? null);
};
