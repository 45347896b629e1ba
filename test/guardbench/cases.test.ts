import { describe, expect, it } from 'vitest';
import { checkedGuardrails } from '../../guardrails/src/check/catalog.ts';
import { configurationFile, parseConfiguration } from '../../guardrails/src/policy/parse-configuration.ts';
import { sidesOf } from './apply-edits.ts';
import { expectedLine } from './expected-line.ts';
import { listClassNames, loadClasses } from './load-classes.ts';
import { readThresholds } from './thresholds.ts';

const classes = await loadClasses();
const thresholds = await readThresholds();
const codes = new Set(checkedGuardrails.flatMap(({ messages }) => Object.keys(messages)));

describe('GuardBench', () => {
  it('has a class for every folder, and as many cases and classes as it promises', async () => {
    expect(classes.map(({ name }) => name)).toEqual(await listClassNames());
    expect(classes.length).toBeGreaterThanOrEqual(thresholds.classes);
    expect(classes.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(thresholds.cases);
  });

  it('has half of its cases clean', () => {
    const all = classes.flatMap(({ cases }) => cases);
    const clean = all.filter((one) => one.expect.length === 0);
    expect(clean.length / all.length).toBeGreaterThanOrEqual(thresholds.cleanShare);
  });

  it('holds every class that the thresholds name', () => {
    expect(classes.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(thresholds.byClass)));
  });

  for (const { name, guardrails, cases } of classes)
    describe(`the class ${name}`, () => {
      it('names each case once, and about half are clean neighbours', () => {
        const names = cases.map((one) => one.name);
        expect([...new Set(names)]).toEqual(names);
        const clean = cases.filter((one) => one.expect.length === 0);
        expect(clean.length / cases.length).toBeGreaterThanOrEqual(0.4);
      });

      it('asks guardrails that there are, for codes that they give', () => {
        expect(checkedGuardrails.map(({ id }) => id)).toEqual(expect.arrayContaining([...guardrails]));
        const labels = cases.flatMap((one) => one.expect.map(({ code }) => code));
        expect(labels.filter((code) => !codes.has(code))).toEqual([]);
        expect(labels.filter((code) => guardrails.some((id) => code.startsWith(`${id}/`)))).not.toEqual([]);
      });

      it('labels texts that stand once in a file of the case', () => {
        for (const one of cases)
          for (const label of one.expect) expect(() => expectedLine(one, label), one.name).not.toThrow();
      });

      it('changes something in every case, under a configuration that is valid', () => {
        for (const one of cases) {
          const { base, head } = sidesOf(one);
          expect(head, one.name).not.toEqual(base);
          const configuration = base.get(configurationFile)?.content.toString();
          if (configuration !== undefined && one.configuration !== undefined)
            expect(() => parseConfiguration(configuration, one.name), one.name).not.toThrow();
        }
      });
    });
});
