import type { TSESLint } from '@typescript-eslint/utils';
import type { RuleDocs } from '../../eslint-plugin-local/src/create-rule.ts';

/** The rules of the plugin, by name. */
export type Rules = { readonly [name: string]: TSESLint.RuleModule<string, readonly unknown[], RuleDocs> };

const begin = '<!-- written by scripts/lint-rules/main.ts: begin -->';
const end = '<!-- written by scripts/lint-rules/main.ts: end -->';
const heads = ['rule', 'what it asks for', 'presets', 'mends', 'types', 'options'];

/** A Markdown table of the rules in the order of their names: what each asks for, its presets, edits, need of types, options. */
export const ruleTable = (rules: Rules): string => {
  const rows = Object.entries(rules)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, rule]) => row(name, rule));
  return [line(heads), line(heads.map(() => '---')), ...rows].join('\n');
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const row = (name: string, { meta }: Rules[string] & object): string => {
  const options = optionNames(meta.schema);
  return line([
    `[\`${name}\`](docs/rules/${name}.md)`,
    meta.docs?.description ?? '',
    meta.docs?.recommended === true ? 'recommended, strict' : 'strict',
    edits(meta),
    { used: 'used', required: 'required', none: '' }[meta.docs?.types ?? 'none'],
    options.map((option) => `\`${option}\``).join(', '),
  ]);
};

const edits = ({ fixable, hasSuggestions }: TSESLint.RuleMetaData<string, RuleDocs, readonly unknown[]>): string =>
  [fixable === undefined ? '' : 'fix', hasSuggestions === true ? 'suggestion' : '']
    .filter((it) => it !== '')
    .join(', ');

/** The names of the options of a rule whose schema is one object. */
export const optionNames = (schema: unknown): readonly string[] => {
  const [first] = Array.isArray(schema) ? (schema as readonly unknown[]) : [];
  const properties: unknown =
    typeof first === 'object' && first !== null && 'properties' in first ? first.properties : {};
  return Object.keys(properties as object).sort();
};

/** The page with the table between its two marks. Throws when the page has none. */
export const putRuleTable = (page: string, table: string): string => {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page needs the lines\n${begin}\n${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
};
