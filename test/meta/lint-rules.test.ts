import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin-local/src/index.ts';

const folder = resolve(import.meta.dirname, '../../eslint-plugin-local');
const names = (path: string, ending: string) =>
  readdirSync(resolve(folder, path))
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending));

describe('the lint rules', () => {
  it('have a module, a test and a doc each, and the plugin exports exactly those', () => {
    const rules = Object.keys(plugin.rules).toSorted();
    expect(rules.length).toBeGreaterThan(0);
    expect(
      names('src/rules', '.ts')
        .filter((name) => !name.endsWith('.test'))
        .toSorted(),
    ).toEqual(rules);
    expect(names('src/rules', '.test.ts').toSorted()).toEqual(rules);
    expect(names('docs/rules', '.md').toSorted()).toEqual(rules);
  });
});
