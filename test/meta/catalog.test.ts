import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkedGuardrails } from '../../guardrails/src/check/catalog.ts';
import { parseDoc } from '../../guardrails/src/cli/parse-doc.ts';

const catalog = resolve(import.meta.dirname, '../../guardrails/src/catalog');
const ids = readdirSync(catalog, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const readDoc = (id: string) => readFileSync(join(catalog, id, `${id}.md`), 'utf8');

describe('the catalog of guardrails', () => {
  it('is what a check runs: one folder each, none left out', () => {
    expect(checkedGuardrails.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  for (const id of ids) {
    it(`has for ${id} a module, a test and a doc of its name`, () => {
      expect(readdirSync(join(catalog, id))).toEqual(expect.arrayContaining([`${id}.ts`, `${id}.test.ts`, `${id}.md`]));
    });

    it(`documents every code of ${id}, and no code that it does not have`, () => {
      const messages = checkedGuardrails.find((guardrail) => guardrail.id === id)?.messages ?? {};
      expect(
        parseDoc(readDoc(id))
          .map(({ code }) => code)
          .toSorted(),
      ).toEqual(Object.keys(messages).toSorted());
    });

    it(`starts every code of ${id} with its id, once`, () => {
      const codes = Object.keys(checkedGuardrails.find((guardrail) => guardrail.id === id)?.messages ?? {});
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) expect(code).toMatch(new RegExp(`^${id}/[a-z0-9]+(-[a-z0-9]+)*$`));
    });
  }
});
