import { ConfigurationError } from '../errors.ts';

/**
 * Parses JSON that a person wrote.
 * @throws ConfigurationError with the file's name and the place of the fault
 */
export const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`${file} is not JSON (${fault}). Put it right, or remove it to use the defaults.`, {
      cause,
    });
  }
};
