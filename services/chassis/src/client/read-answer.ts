import type { Answer } from './send-once.ts';

/** Why a call gave no value. `refused` carries the service's own error code; `circuit-open` was not sent. */
export type CallFailure =
  | {
      readonly ok: false;
      readonly reason: 'deadline' | 'unreachable' | 'invalid-answer' | 'circuit-open';
      readonly detail: string;
    }
  | { readonly ok: false; readonly reason: 'refused'; readonly code: string; readonly detail: string };

export type CallResult<Value> = { readonly ok: true; readonly value: Value } | CallFailure;

/** The value in an answer, or the code of the problem that it is, or that it keeps to no contract. */
export const readAnswer = <Value>(
  { status, text }: Answer,
  isValue: (value: unknown) => value is Value,
): CallResult<Value> => {
  const value = parseJson(text);
  if (status >= 400) return refusalOf(status, value);
  if (isValue(value)) return { ok: true, value };
  return { ok: false, reason: 'invalid-answer', detail: `status ${status}, and the body does not match the contract` };
};

const refusalOf = (status: number, value: unknown): CallFailure => {
  const { code = `http/${status}`, title = 'no problem document' } = (value ?? {}) as {
    readonly code?: string;
    readonly title?: string;
  };
  return { ok: false, reason: 'refused', code, detail: title };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
