import { expect, test } from 'vitest';
import { helpText, readOptions } from './options.ts';
import { sectionIds } from './section.ts';

test('Everything is measured unless --only names sections', () => {
  expect(readOptions([])).toMatchObject({ only: sectionIds, isQuick: false, publish: undefined });
  expect(readOptions(['--only', 'kill,batch', '--quick'])).toMatchObject({ only: ['kill', 'batch'], isQuick: true });
});

test('A section that there is not is named, with those that there are', () => {
  expect(() => readOptions(['--only', 'kil'])).toThrow(/no section "kil"; there are capacity, /);
});

test('The help names every section', () => {
  expect(readOptions(['--help'])).toBe('help');
  for (const id of sectionIds) expect(helpText).toContain(id);
});
