import { writeFileSync } from 'node:fs';
import { configurationSchema } from './configuration-schema.ts';

// Run after an edit of configuration.ts: node guardrails/src/policy/write-schema.ts
writeFileSync(
  new URL('../../schema/interlock.config.json', import.meta.url),
  `${JSON.stringify(configurationSchema(), null, 2)}\n`,
);
