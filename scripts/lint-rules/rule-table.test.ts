import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin-local/src/index.ts';
import { optionNames, putRuleTable, ruleTable } from './rule-table.ts';

const root = fileURLToPath(new URL('../../eslint-plugin-local', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

describe('the table of lint rules', () => {
  it('stands in the README as the rules are (else run `node scripts/lint-rules/main.ts`)', async () => {
    const page = read('README.md');
    const table = ruleTable(plugin.rules);
    expect(table).toContain('| [`signal-not-forwarded`](docs/rules/signal-not-forwarded.md) |');
    expect(page).toBe(
      await format(putRuleTable(page, table), { parser: 'markdown', printWidth: 120, singleQuote: true }),
    );
  });

  it('refuses a page without a place for it', () => {
    expect(() => putRuleTable('# Page', 'x')).toThrow(/needs the lines/);
  });
});

describe.each(Object.entries(plugin.rules))('%s', (name, rule) => {
  it('has a page with its incident, what it reports and every option, a test, and a row on its precision', () => {
    const page = read(`docs/rules/${name}.md`);
    expect(page.startsWith(`# ${name}\n`)).toBe(true);
    for (const heading of ['## The incident', '## What it reports', '## Options']) expect(page).toContain(heading);
    const options = page.slice(page.indexOf('## Options'));
    expect(optionNames(rule.meta.schema).filter((option) => !options.includes(`\`${option}`))).toEqual([]);
    expect(existsSync(`${root}/src/rules/${name}.test.ts`)).toBe(true);
    expect(read('docs/precision.md')).toContain(`| \`${name}\` |`);
  });
});
