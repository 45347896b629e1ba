import { ConfigurationError } from '../../../guardrails/src/errors.ts';
import type { Sample } from './pick-commits.ts';

/** Reads an option that is a whole number above 0. @throws ConfigurationError for anything else */
export const positive = (option: string, value: string): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new ConfigurationError(`${option} ${value}: give a whole number above 0.`);
};

/** Reads which half of the commits is meant. @throws ConfigurationError for anything else */
export const readSample = (value: string): Sample => {
  if (value === 'tune' || value === 'confirm') return value;
  throw new ConfigurationError(`--sample ${value}: give tune or confirm.`);
};
