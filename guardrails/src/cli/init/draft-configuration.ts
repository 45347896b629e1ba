import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import type { Survey } from './survey.ts';

const schema = './node_modules/@interlock-dev/guardrails/schema/interlock.config.json';

/** The text of a first `interlock.config.json`: only what differs from the defaults. Pure. */
export const draftConfiguration = ({ openapi }: Survey): string => {
  const defaults = defaultConfiguration.contracts.openapi;
  const others = openapi.filter((path) => !matchGlobs(defaults)(path));
  const contracts = others.length === 0 ? {} : { contracts: { openapi: [...defaults, ...others] } };
  return `${JSON.stringify({ $schema: schema, ...contracts }, null, 2)}\n`;
};
