import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesTemplate } from './matches-template.ts';

test.each([
  ['/users', '/users', true],
  ['/users/{}', '/users/{id}', true],
  ['/users/42', '/users/{id}', true],
  ['/api/v2/users/42', '/users/{id}', true],
  ['/shop/users/42', '/users/{id}', false],
  ['/users', '/users/{id}', false],
  ['/users/42/posts', '/users/{id}', false],
  ['/{}/{}', '/users/{id}', false],
  ['/{}', '/{tenant}', true],
])('%s asks for %s: %s', (path, template, isOne) => {
  expect(matchesTemplate(path, template)).toBe(isOne);
});

test('A template with its placeholders filled is always matched', () => {
  const segment = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/u);
  fc.assert(
    fc.property(segment, fc.array(fc.tuple(segment, fc.boolean()), { maxLength: 5 }), (first, rest) => {
      const template = [first, ...rest.map(([name, isOpen]) => (isOpen ? `{${name}}` : name))];
      const path = [first, ...rest.map(([name]) => name)];
      expect(matchesTemplate(`/${path.join('/')}`, `/${template.join('/')}`)).toBe(true);
    }),
  );
});
