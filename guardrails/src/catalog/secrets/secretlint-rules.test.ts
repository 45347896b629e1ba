import { describe, expect, it } from 'vitest';
import { madeUpText } from './made-up-keys.builder.ts';
import { findBySecretlint } from './secretlint-rules.ts';

describe('findBySecretlint', () => {
  it('asks the rules of secretlint, and says where in the text a key stands', async () => {
    const key = `glpat-${madeUpText(20, 41)}`;
    expect(await findBySecretlint(`const a = '${key}';`, 'src/a.ts')).toMatchObject([
      { kind: 'gitlab-key', confidence: 'format', at: 11, text: key },
    ]);
  });

  it('finds nothing in plain code, in words, and in lines that no person wrote', async () => {
    expect(await findBySecretlint("export const token = 'xoxb-valid-token';", 'src/a.ts')).toEqual([]);
    expect(await findBySecretlint(`${'x '.repeat(1500)}glpat-${madeUpText(20, 41)}`, 'src/a.ts')).toEqual([]);
  });
});
