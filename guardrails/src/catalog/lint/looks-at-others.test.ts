import { describe, expect, it } from 'vitest';
import { looksAtOthers } from './looks-at-others.ts';

describe('looksAtOthers', () => {
  it('is so for rules with types, flat and .eslintrc', () => {
    expect(looksAtOthers({ languageOptions: { parserOptions: { projectService: true } }, plugins: {} })).toBe(true);
    expect(looksAtOthers({ parserOptions: { project: './tsconfig.json' }, plugins: [] })).toBe(true);
  });

  it('is so for a plugin that is not known to stay in its file', () => {
    expect(looksAtOthers({ plugins: { import: {} } })).toBe(true);
    expect(looksAtOthers({ plugins: ['node', 'react'] })).toBe(true);
  });

  it('is not so for what reads the file alone', () => {
    expect(looksAtOthers({ languageOptions: { parserOptions: { project: null } }, plugins: { '@': {} } })).toBe(false);
    expect(looksAtOthers({ plugins: ['react', '@typescript-eslint'] })).toBe(false);
    expect(looksAtOthers(undefined)).toBe(false);
  });
});
