import { expect, test } from 'vitest';
import { formatReport } from './format-report.ts';

const machine = { processor: 'a processor', cores: 2, memoryGb: 24, node: 'v24.0.0' };

const format = (isQuick: boolean) =>
  formatReport({
    machine,
    isQuick,
    sections: [
      {
        id: 'batch',
        title: 'Batch',
        rows: [
          { what: 'only shown', measured: '1 | 2' },
          { what: 'fine', measured: '12', limit: 'at least 10', isHeld: true },
          { what: 'bad', measured: '9', limit: 'at least 10', isHeld: false },
        ],
        data: {},
      },
    ],
  });

test('A row without a limit is only shown; one with a limit says whether it was held', () => {
  const text = format(false);
  expect(text).toContain('| only shown | 1 \\| 2 |  |  |');
  expect(text).toContain('| fine | 12 | at least 10 | held |');
  expect(text).toContain('| bad | 9 | at least 10 | **MISSED** |');
});

test('A quick run says on the page that it proves no number', () => {
  expect(format(true)).toContain('whether it works, not how quick it is');
  expect(format(false)).not.toContain('--quick');
});
