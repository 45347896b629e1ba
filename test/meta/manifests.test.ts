import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

describe('the package.json of what is packed', () => {
  for (const name of ['guardrails', 'agent-tasks', 'eslint-plugin-local'])
    it(`is that of the sources in ${name}, not one that a killed packing left behind`, () => {
      const folder = resolve(root, name);
      expect(existsSync(resolve(folder, 'package.json.source'))).toBe(false);
      const { exports } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as {
        readonly exports: Readonly<Record<string, string>>;
      };
      expect(exports['.']).toBe('./src/index.ts');
      for (const target of Object.values(exports)) expect(existsSync(resolve(folder, target))).toBe(true);
    });
});
