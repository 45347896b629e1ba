import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noFloatEquality } from './no-float-equality.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-float-equality', noFloatEquality, {
  valid: [
    'if (Math.abs(price * 1.2 - total) < 0.005) pay();',
    { name: 'whole cents', code: 'if (Math.round(price * 1.2 * 100) === totalCents) pay();' },
    { name: 'two stored values', code: 'rows.sort((a, b) => (a.score === b.score ? 0 : b.score - a.score));' },
    { name: 'a comparison with a whole number', code: 'if (total / price === 0) skip();' },
    { name: 'counts', code: 'if (rows.length / 2 === half) split();' },
    { name: 'text', code: 'if ((price * 1.2).toFixed(2) === total) pay();' },
    { name: 'whole numbers', code: 'if (index * 2 === width + 1) wrap();' },
    { name: 'order', code: 'if (price * 1.2 >= total) pay();' },
  ],
  invalid: [
    {
      code: 'if (price * 1.2 === total) pay();',
      errors: [{ messageId: 'computed', data: { text: 'price * 1.2' }, column: 5, endColumn: 26 }],
    },
    {
      name: 'the other side',
      code: 'if (order.total !== order.subtotal + order.tax) fail();',
      errors: [{ messageId: 'computed', data: { text: 'order.subtotal + order.tax' } }],
    },
    {
      name: 'a quotient of scores',
      code: 'const same = a.score / sum == b.weight;',
      errors: [{ messageId: 'computed' }],
    },
    { name: 'fractions of the text', code: 'if (x + 0.1 === y) stop();', errors: [{ messageId: 'computed' }] },
    {
      name: 'through a variable',
      code: 'const expected = price * 3; if (expected === paid) close();',
      errors: [{ messageId: 'computed', data: { text: 'expected' } }],
    },
    {
      name: 'names of one’s own',
      code: 'if (plays * listens === y) stop();',
      options: [{ names: 'plays$' }],
      errors: [{ messageId: 'computed' }],
    },
  ],
});
