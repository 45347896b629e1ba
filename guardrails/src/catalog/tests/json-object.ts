/** Whether a value is an object that is no array. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a text holds; null for any other text. Pure. */
export const parseJsonObject = (text: string): Readonly<Record<string, unknown>> | null => {
  const value = parseJson(text);
  return isRecord(value) ? value : null;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
