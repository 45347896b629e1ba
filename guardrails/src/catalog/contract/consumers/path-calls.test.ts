import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathCalls } from './path-calls.ts';

const read = (text: string, path = 'src/a.ts') => pathCalls.read(text, path);

test('Texts and templates that are paths are read where they are given to a call, with the method that the call says', () => {
  const calls = read(
    [
      "fetch('/users?active=1');",
      "await fetch(`${base}/users/${id}`, { method: 'delete' });",
      "axios.post('https://shop.example/users', body);",
      "request('/orders/');",
      "http.get(new URL('/orders', base));",
    ].join('\n'),
  );
  expect(calls).toEqual([
    { path: '/users', method: 'GET', line: 1 },
    { path: '/users/{}', method: 'DELETE', line: 2 },
    { path: '/users', method: 'POST', line: 3 },
    { path: '/orders', method: null, line: 4 },
    { path: '/orders', method: null, line: 5 },
  ]);
});

test('Routes of a server, imports, globs and plain words are no requests', () => {
  const text = [
    "import x from '/users';",
    "app.get('/users', (request, reply) => reply.send([]));",
    "app.route({ method: 'GET', url: '/users', handler: list });",
    "glob('/users/**');",
    "app.use('/users/:id');",
    "const path = '/users';",
    "log('and / or');",
  ].join('\n');
  expect(read(text)).toEqual([]);
});

test('Requests of a .http file are read with their placeholders', () => {
  expect(read('### one\nGET {{host}}/users/{{id}}\n\nPOST http://localhost:3000/users\n{}\n', 'api.http')).toEqual([
    { path: '/users/{}', method: 'GET', line: 2 },
    { path: '/users', method: 'POST', line: 4 },
  ]);
});

test('No text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Array.isArray(read(`f('/a/${text}')`))).toBe(true);
      expect(Array.isArray(read(text, 'a.http'))).toBe(true);
    }),
  );
});
