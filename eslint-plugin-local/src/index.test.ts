import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from './index.ts';

const lint = async (code: string, preset: 'recommended' | 'strict', filePath = 'src/load.js') => {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs[preset] as Linter.Config] });
  const [result] = await eslint.lintText(code, { filePath });
  return result?.messages.map(({ ruleId, line, column }) => ({ ruleId, line, column }));
};

describe('the plugin', () => {
  it('works in a flat configuration of plain JavaScript, without another parser', async () => {
    const code =
      'export const get = (url) => fetch(url);\nexport const row = () => prisma.row.findMany().catch(() => []);';
    expect(await lint(code, 'recommended')).toEqual([
      { ruleId: 'local/no-unbounded-outbound-call', line: 1, column: 29 },
      { ruleId: 'local/no-swallowed-error', line: 2, column: 48 },
    ]);
    expect(await lint('export const now = () => Date.now();', 'recommended', 'src/core/clock.js')).toEqual([
      { ruleId: 'local/no-impure-core', line: 1, column: 31 },
    ]);
  });

  it('reports under `strict` what `recommended` gives the benefit of the doubt', async () => {
    const code = 'try { fetch(url, init); } catch { /* the server may be gone already */ }';
    expect(await lint(code, 'recommended')).toEqual([]);
    expect(await lint(code, 'strict')).toEqual([
      { ruleId: 'local/no-unbounded-outbound-call', line: 1, column: 7 },
      { ruleId: 'local/no-swallowed-error', line: 1, column: 27 },
    ]);
  });

  it('has every rule in `strict`, and in `recommended` those that say so', () => {
    const ids = Object.entries(plugin.rules).map(([name, rule]) => ({ id: `local/${name}`, docs: rule.meta.docs }));
    const recommended = ids.filter(({ docs }) => docs?.recommended === true).map(({ id }) => id);
    expect(Object.keys(plugin.configs.strict.rules ?? {}).sort()).toEqual(ids.map(({ id }) => id).sort());
    expect(Object.keys(plugin.configs.recommended.rules ?? {}).sort()).toEqual(recommended.sort());
  });
});
