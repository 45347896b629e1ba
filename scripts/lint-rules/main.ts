import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import plugin from '../../eslint-plugin-local/src/index.ts';
import { putRuleTable, ruleTable } from './rule-table.ts';

const page = fileURLToPath(new URL('../../eslint-plugin-local/README.md', import.meta.url));

// `node scripts/lint-rules/main.ts` writes the table of rules anew; a test compares.
const text = putRuleTable(readFileSync(page, 'utf8'), ruleTable(plugin.rules));
writeFileSync(page, await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }));
