import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { ConfigurationError } from '@interlock-dev/chassis';

/** The JSON in a file that an option names; `undefined` when the option was not given. */
export const readReport = (option: string, path: string | undefined): unknown => {
  const text = readGivenText(option, path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ConfigurationError(`${option}: ${path ?? ''} is not JSON`, { cause });
  }
};

/** The text of a file that an option names; `undefined` when the option was not given. */
export const readGivenText = (option: string, path: string | undefined): string | undefined => {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`${option}: ${path} cannot be read`, { cause });
  }
};

/** Hands on the lines of a file that an option names, one by one: a log may be larger than memory. */
export const eachLine = async (option: string, path: string, take: (line: string) => void): Promise<void> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new ConfigurationError(`${option}: ${path} cannot be read`, { cause });
  });
  try {
    for await (const line of file.readLines()) take(line);
  } finally {
    await file.close();
  }
};
